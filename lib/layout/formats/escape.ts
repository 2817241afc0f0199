// Character classes by number: those of Unicode by name (\p{Cc}) are ten times as slow, and a page asks dozens of
// times.
// Half a surrogate pair cannot be told from a whole one without the flag u, so a text with either is looked at again.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const HTML_SPECIAL = /[&<>"\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/;
const HTML_EACH = /[&<>"\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const XML_SPECIAL = /[&<>"\u0000-\u001f\ud800-\udfff\ufffe\uffff]/;
const XML_EACH = /[&<>"\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const REPLACEMENT = '\ufffd';
/** The control pictures (␀ ␁ …) are in Unicode in the order of what they picture. */
const CONTROL_PICTURES = 0x2400;
const PICTURE_OF_DELETE = '\u2421';

/**
 * A text within HTML, in an element or in a quoted attribute. HTML has no way to hold control characters: white space
 * becomes a space, other control characters their pictures (␀ ␁ …), and what is no character U+FFFD. The .json and .xml
 * beside it keep them.
 */
export function escapeHtml(text: string): string {
  return HTML_SPECIAL.test(text) ? text.replace(HTML_EACH, (sign) => ENTITIES[sign] ?? htmlControl(sign)) : text;
}

/**
 * A text within XML, in an element or in a quoted attribute; what XML 1.0 cannot hold is U+FFFD. For formats that are
 * not ours.
 */
export function escapeXml(text: string): string {
  return XML_SPECIAL.test(text)
    ? text.replace(XML_EACH, (sign) => ENTITIES[sign] ?? (isForbidden(sign) ? REPLACEMENT : xmlControl(sign)))
    : text;
}

/**
 * A text within an element of our own XML: what XML 1.0 cannot hold is an element with its code (page.xsd, “Text”), so
 * that nothing is lost.
 */
export function xmlText(text: string): string {
  return XML_SPECIAL.test(text)
    ? text.replace(
        XML_EACH,
        (sign) => ENTITIES[sign] ?? (isForbidden(sign) ? `<control code="${codeOf(sign)}"/>` : xmlControl(sign)),
      )
    : text;
}

function htmlControl(sign: string): string {
  const code = sign.charCodeAt(0);
  if (sign.trim() === '' && code < 0x20) return ' ';
  if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code);
  return code === 0x7f ? PICTURE_OF_DELETE : REPLACEMENT;
}

/**
 * A reader of XML makes a line end of a bare CR, and in an attribute a space of a tab or line end; as references they
 * stay.
 */
function xmlControl(sign: string): string {
  return sign.charCodeAt(0) < 0x20 ? `&#${sign.charCodeAt(0)};` : sign;
}

function isForbidden(sign: string): boolean {
  const code = sign.charCodeAt(0);
  return code < 0x20 ? sign !== '\t' && sign !== '\n' && sign !== '\r' : code >= 0xd800 && code !== 0xfffd;
}

function codeOf(sign: string): string {
  return sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
