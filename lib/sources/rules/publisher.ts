import { withParents } from '../../kernel/text/host.ts';

/** How publishers that every newsroom cites call themselves, by their host. */
const KNOWN: Readonly<Record<string, string>> = {
  'abc.net.au': 'ABC News',
  'abcnews.go.com': 'ABC News',
  'afp.com': 'AFP',
  'aljazeera.com': 'Al Jazeera',
  'aljazeera.net': 'Al Jazeera',
  'ap.org': 'AP',
  'apnews.com': 'AP',
  'bbc.co.uk': 'BBC',
  'bbc.com': 'BBC',
  'bloomberg.com': 'Bloomberg',
  'cbc.ca': 'CBC',
  'cbsnews.com': 'CBS News',
  'chinadaily.com.cn': 'China Daily',
  'cnbc.com': 'CNBC',
  'cnn.com': 'CNN',
  'csmonitor.com': 'The Christian Science Monitor',
  'dw.com': 'Deutsche Welle',
  'dw.de': 'Deutsche Welle',
  'economist.com': 'The Economist',
  'elpais.com': 'El País',
  'euronews.com': 'Euronews',
  'foxnews.com': 'Fox News',
  'france24.com': 'France 24',
  'ft.com': 'Financial Times',
  'guardian.co.uk': 'The Guardian',
  'haaretz.com': 'Haaretz',
  'hindustantimes.com': 'Hindustan Times',
  'huffingtonpost.com': 'The Huffington Post',
  'independent.co.uk': 'The Independent',
  'indiatimes.com': 'The Times of India',
  'irishtimes.com': 'The Irish Times',
  'japantimes.co.jp': 'The Japan Times',
  'jpost.com': 'The Jerusalem Post',
  'latimes.com': 'Los Angeles Times',
  'lemonde.fr': 'Le Monde',
  'msnbc.com': 'MSNBC',
  'nasa.gov': 'NASA',
  'nbcnews.com': 'NBC News',
  'news.com.au': 'News.com.au',
  'news.sky.com': 'Sky News',
  'newyorker.com': 'The New Yorker',
  'npr.org': 'NPR',
  'nytimes.com': 'The New York Times',
  'nzherald.co.nz': 'The New Zealand Herald',
  'politico.com': 'Politico',
  'reuters.com': 'Reuters',
  'rferl.org': 'Radio Free Europe/Radio Liberty',
  'rte.ie': 'RTÉ',
  'scmp.com': 'South China Morning Post',
  'smh.com.au': 'The Sydney Morning Herald',
  'spiegel.de': 'Der Spiegel',
  'telegraph.co.uk': 'The Telegraph',
  'theguardian.com': 'The Guardian',
  'thehindu.com': 'The Hindu',
  'thetimes.co.uk': 'The Times',
  'time.com': 'Time',
  'un.org': 'United Nations',
  'upi.com': 'UPI',
  'usatoday.com': 'USA Today',
  'voanews.com': 'Voice of America',
  'washingtonpost.com': 'The Washington Post',
  'who.int': 'World Health Organization',
  'wikipedia.org': 'Wikipedia',
  'wsj.com': 'The Wall Street Journal',
  'xinhuanet.com': 'Xinhua',
  'yahoo.com': 'Yahoo! News',
};

/** Labels that are before a country's own ending and belong to it: `co.uk`, `com.au`. */
const SECOND_LEVEL = new Set(['ac', 'co', 'com', 'edu', 'go', 'gov', 'ne', 'net', 'or', 'org']);
const SHORTEST_WORD = 4;

/** The publisher that a web address proposes; undefined where the text is no address or its host is no name. */
export function proposedPublisher(address: string): string | undefined {
  const host = nameableHost(address);
  if (!host) return undefined;
  for (const name of withParents(host)) {
    if (Object.hasOwn(KNOWN, name)) return KNOWN[name];
  }
  return titleCased(ownLabel(host));
}

function nameableHost(address: string): string | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const host = new URL(address).hostname.replace(/\.$/, '').replace(/^(?:www\d?|m|mobile|amp)\.(?=.*\.)/, '');
  return host.includes('.') && /[a-z]/.test(host) && !host.includes('xn--') ? host : undefined;
}

/** The label that somebody registered: `dawn` of `epaper.dawn.com`, `nation` of `nation.co.ke`. */
function ownLabel(host: string): string {
  const labels = host.split('.');
  const ending = labels.at(-1) ?? '';
  const second = labels.at(-2) ?? '';
  const at = labels.length > 2 && ending.length === 2 && SECOND_LEVEL.has(second) ? -3 : -2;
  return labels.at(at) ?? host;
}

/** Words with a capital; what is too short for a word is taken for initials. */
function titleCased(label: string): string {
  return label
    .split('-')
    .filter((word) => word)
    .map((word) => (label.length < SHORTEST_WORD ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}
