import type { SampleEntry } from './entry.ts';

const courier = (path: string) => ['Port Almen Courier', `https://courier.example/${path}`] as const;
const radio = (path: string) => ['Radio Verland', `https://radio.example/news/${path}`] as const;
const herald = (path: string) => ['Sorrel Herald', `https://herald.example/${path}`] as const;
const kestrian = (path: string) => ['The Kestrian', `https://kestrian.example/${path}`] as const;
const science = (path: string) => ['Open Science Wire', `https://science.example.org/${path}`] as const;

/** 4 to 9 March 2024. */
export const FIRST_WEEK: readonly SampleEntry[] = [
  {
    key: 'rain-warning',
    day: '2024-03-04',
    topic: 'Orle flood',
    headline: 'Verland’s weather service warns of the heaviest March rain in forty years along the upper Orle',
    summary:
      'Forecasters expect up to 140 millimetres in three days on frozen ground. Towns between Lindmark and Tarn ' +
      'Bridge begin to fill sandbags.',
    sources: [courier('2024/03/rain-warning'), radio('weather-upper-orle')],
    contexts: ['Orle flood of 2024', 'Orle (river)', 'Verland', 'Verland Weather Service'],
  },
  {
    key: 'tunnel-strike-vote',
    day: '2024-03-04',
    topic: 'Orle Base Tunnel',
    headline: 'Tunnellers at the Orle Base Tunnel vote for a strike over night shifts',
    summary:
      'Four in five members of the Tunnel and Quarry Union back a walkout from Thursday. The company offers talks.',
    sources: [herald('tunnel-ballot'), radio('tunnel-union-vote')],
    contexts: ['Orle Base Tunnel', 'Tunnel and Quarry Union', 'Verland', 'Labour disputes'],
  },
  {
    key: 'campaign-opens',
    day: '2024-03-04',
    topic: 'Verland election',
    headline: 'The campaign for Verland’s Assembly opens with eleven lists and a quarrel over one debate',
    summary:
      'The Green Coast list asks for a place in the televised debate, which broadcasters keep for parties that ' +
      'hold seats.',
    sources: [courier('2024/03/eleven-lists'), radio('campaign-opens')],
    contexts: ['Verland general election, 2024', 'Assembly of Verland', 'Green Coast', 'Verland'],
  },
  {
    key: 'comet-found',
    day: '2024-03-04',
    topic: 'Comet Maro–Ilves',
    headline: 'Two amateur astronomers on Åsund find a comet that may be seen without a telescope by autumn',
    sources: [science('comet-maro-ilves'), ['Halden Observatory', 'https://halden.example/notices/2024-03-04']],
    contexts: ['Comet Maro–Ilves', 'Åsund', 'Halden Observatory', 'Astronomy'],
  },
  {
    day: '2024-03-04',
    headline: 'The oldest tram in Port Almen returns to line 3 after nine years of repair',
    summary:
      'Car 17, built in 1911, runs every Sunday. Its first driver after the repair is the granddaughter of its ' +
      'last one before it.',
    sources: [courier('2024/03/tram-17')],
    contexts: ['Port Almen', 'Trams of Port Almen'],
  },
  {
    key: 'river-rises',
    day: '2024-03-05',
    topic: 'Orle flood',
    headline: 'The Orle rises two metres in a night; schools in Lindmark close',
    summary: 'The gauge at Lindmark passes the second alarm level at four in the morning. No one is hurt.',
    sources: [
      radio('orle-two-metres'),
      herald('lindmark-schools'),
      ['Verland Weather Service', 'https://weather.example.org/gauges/lindmark'],
    ],
    contexts: ['Orle flood of 2024', 'Orle (river)', 'Lindmark', 'Verland Weather Service'],
    related: ['rain-warning'],
  },
  {
    key: 'cheese-recall',
    day: '2024-03-05',
    topic: 'Food safety',
    headline: 'A dairy in the Sorrel Vale recalls soft cheese after a test finds listeria',
    summary: 'The Consumer Council, Northern Region, asks shops to clear 4,000 wheels. Nobody has fallen ill.',
    sources: [herald('soft-cheese-recall'), ['Consumer Council', 'https://consumers.example.org/recalls/2024-11']],
    contexts: ['Consumer Council, Northern Region', 'Sorrel, Vale of', 'Food recalls', 'Verland'],
  },
  {
    key: 'customs-talks',
    day: '2024-03-05',
    topic: 'Customs treaty',
    headline: 'Verland and Kestria resume talks on a customs treaty after a pause of three years',
    summary: 'Delegations meet in the border town of Tarn Bridge. Fishing rights stay off the agenda.',
    sources: [kestrian('customs-talks-resume'), courier('2024/03/customs')],
    contexts: ['Verland–Kestria customs treaty', 'Verland', 'Kestria', 'Tarn Bridge'],
  },
  {
    key: 'cup-quarter',
    day: '2024-03-05',
    topic: 'Northern Cup',
    headline: 'Halden Rovers put the champions out of the Northern Cup with a goal in the last minute',
    sources: [radio('northern-cup-quarter-finals')],
    contexts: ['Northern Cup, 2024', 'Halden Rovers', 'Football'],
  },
  {
    day: '2024-03-05',
    headline: 'The city library of Port Almen drops its late fees and gets 3,100 lost books back in a week',
    summary: 'The oldest was due in 1958.',
    sources: [courier('2024/03/late-fees'), ['Port Almen City Library', 'https://library.example.org/news/amnesty']],
    contexts: ['Port Almen', 'Libraries'],
  },
  {
    key: 'dyke-breach',
    day: '2024-03-06',
    topic: 'Orle flood',
    headline: 'A dyke breaks at Tarn Bridge and 2,300 people leave their homes',
    summary:
      'The breach is sixty metres wide. Boats of the fire service bring out the last residents before noon. Two ' +
      'people are missing.',
    sources: [radio('tarn-bridge-dyke'), courier('2024/03/dyke'), kestrian('flood-at-the-border')],
    contexts: ['Orle flood of 2024', 'Orle (river)', 'Tarn Bridge', 'Verland', 'Evacuations'],
    related: ['river-rises', 'rain-warning'],
    corrected: {
      headline: 'A dyke breaks at Tarn Bridge and 2,900 people leave their homes',
      summary:
        'The breach is sixty metres wide. Boats of the fire service bring out the last residents before noon. Two ' +
        'people who were missing are found unhurt in the evening.',
    },
  },
  {
    key: 'talks-moved',
    day: '2024-03-06',
    topic: 'Customs treaty',
    headline: 'The customs talks leave flooded Tarn Bridge for the Kestrian capital',
    sources: [kestrian('talks-move-to-castellar')],
    contexts: ['Verland–Kestria customs treaty', 'Kestria', 'Castellar', 'Tarn Bridge'],
    related: ['dyke-breach', 'customs-talks'],
  },
  {
    key: 'satellite-launch',
    day: '2024-03-06',
    topic: 'Kittiwake-2',
    headline:
      'The weather satellite Kittiwake-2 reaches its orbit and sends a first picture of the flooded Orle valley',
    summary: 'Its makers had planned a month of tests. They switch one camera on early to help the fire service.',
    sources: [science('kittiwake-2-first-light'), ['Northern Space Office', 'https://space.example.org/kittiwake-2']],
    contexts: ['Kittiwake-2', 'Northern Space Office', 'Orle flood of 2024', 'Verland Weather Service'],
    related: ['dyke-breach'],
  },
  {
    key: 'debate-ruling',
    day: '2024-03-06',
    topic: 'Verland election',
    headline: 'A court gives the Green Coast list a place in the televised debate',
    summary: 'The judges find that a list with candidates in every district cannot be left out for having no seat yet.',
    sources: [courier('2024/03/debate-ruling'), radio('green-coast-court')],
    contexts: ['Verland general election, 2024', 'Green Coast', 'Courts of Verland'],
    related: ['campaign-opens'],
  },
  {
    day: '2024-03-06',
    topic: 'Prix Écume',
    headline: 'Six novels stand on the short list of the Prix Écume, three of them by writers of first books',
    sources: [['Prix Écume', 'https://ecume.example/2024/short-list'], courier('2024/03/ecume')],
    contexts: ['Prix Écume', 'Literature'],
    key: 'ecume-shortlist',
  },
  {
    key: 'tunnel-strike',
    day: '2024-03-07',
    topic: 'Orle Base Tunnel',
    headline: 'Work on the Orle Base Tunnel stops as night shifts walk out',
    summary:
      'The two boring machines stand 312 metres apart. Pumps keep running with a crew that both sides agreed on, ' +
      'because of the flood.',
    sources: [herald('night-shift-walks-out'), radio('tunnel-strike')],
    contexts: ['Orle Base Tunnel', 'Tunnel and Quarry Union', 'Labour disputes', 'Orle flood of 2024'],
    related: ['tunnel-strike-vote', 'dyke-breach'],
  },
  {
    key: 'crest-passes',
    day: '2024-03-07',
    topic: 'Orle flood',
    headline: 'The crest of the flood passes Port Almen a hand’s breadth below the quay walls',
    summary: 'Volunteers had raised the lowest wall with 18,000 sandbags overnight.',
    sources: [courier('2024/03/crest'), radio('crest-port-almen')],
    contexts: ['Orle flood of 2024', 'Orle (river)', 'Port Almen'],
    related: ['dyke-breach', 'river-rises'],
  },
  {
    key: 'ferry-warning',
    day: '2024-03-07',
    topic: 'Åsund ferries',
    headline: 'Driftwood from the Orle closes the ferry line to Åsund for the first time since 1987',
    sources: [['Åsund Post', 'https://asund.example/ferry-closed'], radio('asund-ferry')],
    contexts: ['Åsund Ferries', 'Åsund', 'Orle flood of 2024'],
    related: ['crest-passes'],
  },
  {
    key: 'harbour-find',
    day: '2024-03-07',
    topic: 'Archaeology',
    headline: 'The flood uncovers oak piles of a harbour near Tarn Bridge that may be 3,000 years old',
    summary:
      'An archaeologist who came to check a museum’s cellar noticed the rows. Rings in the wood will tell the year ' +
      'of felling.',
    sources: [science('oak-piles'), herald('harbour-under-the-dyke')],
    contexts: ['Tarn Bridge harbour', 'Archaeology', 'Tarn Bridge', 'Orle flood of 2024'],
    related: ['dyke-breach'],
  },
  {
    key: 'debate',
    day: '2024-03-07',
    topic: 'Verland election',
    headline: 'Flood defence takes half of the televised debate before Verland’s election',
    summary:
      'Seven list leaders speak for two hours. All of them promise money for the dykes, and two say where it would ' +
      'come from.',
    sources: [radio('the-debate'), courier('2024/03/debate-night')],
    contexts: ['Verland general election, 2024', 'Green Coast', 'Assembly of Verland', 'Orle flood of 2024'],
    related: ['debate-ruling', 'crest-passes'],
  },
  {
    key: 'relief-fund',
    day: '2024-03-08',
    topic: 'Orle flood',
    headline: 'Verland’s government opens a relief fund of 90 million crowns for the Orle valley',
    summary: 'Households can claim a first 2,000 crowns without papers. The Assembly has to agree after the election.',
    sources: [courier('2024/03/relief-fund'), herald('ninety-million')],
    contexts: ['Orle flood of 2024', 'Government of Verland', 'Verland'],
    related: ['dyke-breach', 'crest-passes'],
  },
  {
    key: 'kestria-help',
    day: '2024-03-08',
    topic: 'Orle flood',
    headline: 'Kestria sends forty pumps and their crews across the border',
    sources: [kestrian('forty-pumps'), radio('pumps-from-kestria')],
    contexts: ['Orle flood of 2024', 'Kestria', 'Verland', 'Tarn Bridge'],
    related: ['dyke-breach', 'talks-moved'],
  },
  {
    key: 'recall-widens',
    day: '2024-03-08',
    topic: 'Food safety',
    headline: 'The cheese recall in the Sorrel Vale widens to a second dairy that used the same brine',
    summary: 'The Consumer Council, Northern Region, now names eleven products and keeps a list of them.',
    sources: [herald('second-dairy'), ['Consumer Council', 'https://consumers.example.org/recalls/2024-12']],
    contexts: ['Consumer Council, Northern Region', 'Sorrel, Vale of', 'Food recalls'],
    related: ['cheese-recall'],
  },
  {
    key: 'cup-draw',
    day: '2024-03-08',
    topic: 'Northern Cup',
    headline: 'The draw for the Northern Cup sends Halden Rovers to Castellar',
    sources: [radio('cup-draw')],
    contexts: ['Northern Cup, 2024', 'Halden Rovers', 'Castellar', 'Football'],
    related: ['cup-quarter'],
  },
  {
    day: '2024-03-08',
    headline: 'A theatre group reopens Café Liberté in Port Almen with a play that its guests write as they eat',
    summary: 'The house had stood empty since a fire in 2016.',
    sources: [courier('2024/03/cafe-liberte')],
    contexts: ['Café Liberté', 'Port Almen', 'Theatre'],
  },
  {
    key: 'water-falls',
    day: '2024-03-09',
    topic: 'Orle flood',
    headline: 'The first families return to Tarn Bridge; the town’s water has to be boiled',
    summary: 'About 800 people come back to the higher streets. The waterworks expect clean samples within the week.',
    sources: [radio('return-to-tarn-bridge'), herald('boil-water')],
    contexts: ['Orle flood of 2024', 'Tarn Bridge', 'Drinking water'],
    related: ['dyke-breach', 'kestria-help'],
  },
  {
    key: 'strike-talks',
    day: '2024-03-09',
    topic: 'Orle Base Tunnel',
    headline: 'A retired bishop is asked to mediate in the tunnel strike, and accepts',
    sources: [herald('bishop-mediates')],
    contexts: ['Orle Base Tunnel', 'Tunnel and Quarry Union', 'Labour disputes'],
    related: ['tunnel-strike'],
  },
  {
    key: 'ferry-back',
    day: '2024-03-09',
    topic: 'Åsund ferries',
    headline: 'Ferries to Åsund sail again behind two tugs that sweep the channel',
    sources: [['Åsund Post', 'https://asund.example/ferry-sails'], radio('asund-ferry-sails')],
    contexts: ['Åsund Ferries', 'Åsund', 'Port Almen'],
    related: ['ferry-warning'],
  },
  {
    key: 'measles-start',
    day: '2024-03-09',
    topic: 'Public health',
    headline: 'The hospital of Lindmark begins a measles campaign in the flood shelters',
    summary: 'Nurses offer the vaccine in eleven gymnasiums where families sleep side by side. No case is known.',
    sources: [
      radio('measles-shelters'),
      ['Lindmark Hospital', 'https://lindmark-hospital.example.org/notices/measles'],
    ],
    contexts: ['Lindmark Hospital', 'Vaccination', 'Lindmark', 'Orle flood of 2024'],
    related: ['river-rises'],
  },
  {
    day: '2024-03-09',
    headline: 'Chess players in Castellar finish a game that was broken off by an air-raid siren in 1943',
    summary: 'The sons of the two players made the last eleven moves. It was a draw.',
    sources: [kestrian('the-unfinished-game')],
    contexts: ['Castellar', 'Kestria', 'Chess'],
  },
];
