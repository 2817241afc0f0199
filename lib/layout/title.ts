/** A title's two halves. */
export type TitleParts = { topic: string; headline: string };

const LONGEST_TOPIC = 100;
const MOST_WORDS = 14;
/**
 * What a headline begins with where a topic is right before it: a capital, a digit, or a letter that has no case; a
 * sign that opens something may be before.
 */
const HEADLINE_START = /^["“‘«„(¿¡$€£]?[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u;
/** Signs of markup or an address; topics are names and have none. */
const MARKUP = /[{}[\]|=<>*]|''/;
/** The end of a sentence, as against the dot of an abbreviation such as `U.S.` or `St.`. */
const SENTENCE_END = /[\p{Ll})]{4}[.!?] /u;

/**
 * The title that the 2017 edition shows: the topic before the headline with a colon and no space (the layout, "Event
 * page", TITLE).
 */
export function titleOf(topic: string, headline: string): string {
  return topic ? `${topic}:${headline}` : headline;
}

/**
 * The topic and headline of a 2017 title; the topic is '' where the first colon does not end one.
 * `titleOf` of the parts is the title again, for every text.
 */
export function splitTitle(title: string): TitleParts {
  const at = title.indexOf(':');
  const topic = title.slice(0, Math.max(at, 0));
  const headline = title.slice(at + 1);
  return at > 0 && endsTopic(topic, headline) ? { topic, headline } : { topic: '', headline: title };
}

/**
 * The halves of a 2017 title that are this topic and this headline, spaces around them aside; undefined where it has no
 * such halves.
 */
export function halvesOf(title: string, topic: string, headline: string): TitleParts | undefined {
  if (topic === '') return title.trim() === headline ? { topic: '', headline: title } : undefined;
  for (let at = title.indexOf(':'); at >= 0; at = title.indexOf(':', at + 1)) {
    const halves = { topic: title.slice(0, at), headline: title.slice(at + 1) };
    if (halves.topic.trim() === topic && halves.headline.trim() === headline) return halves;
  }
  return undefined;
}

function endsTopic(topic: string, headline: string): boolean {
  return HEADLINE_START.test(headline) && isPlausible(topic) && !isNumberPair(topic, headline);
}

function isPlausible(topic: string): boolean {
  if (topic.length > LONGEST_TOPIC || topic !== topic.trimEnd() || !/\p{L}/u.test(topic)) return false;
  if (topic.trim().length < 2 || topic.trim().split(' ').length > MOST_WORDS) return false;
  return !MARKUP.test(topic) && !SENTENCE_END.test(topic) && isBalanced(topic);
}

/**
 * Times, ratios and labels such as `3:26`, `10:00pm`, `O104:H4`: a digit before the colon, and one in the word after
 * it.
 */
function isNumberPair(topic: string, headline: string): boolean {
  if (!/\d$/.test(topic)) return false;
  const space = headline.indexOf(' ');
  return /\d/.test(space < 0 ? headline : headline.slice(0, space));
}

/** Whether no bracket or quotation is open where the text ends. */
function isBalanced(text: string): boolean {
  const count = (sign: string) => text.split(sign).length - 1;
  return count('(') === count(')') && count('“') === count('”') && count('"') % 2 === 0;
}
