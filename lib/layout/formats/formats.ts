import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import type { DayPage } from '../day-page.ts';
import type { EventPage } from '../event-page.ts';
import type { FrontPage } from '../front-page.ts';
import { dayPath, eventPath } from '../paths.ts';
import { type FormatFile, formatsAt } from './format-file.ts';
import { FRONT_PATH } from './front-path.ts';
import { dayHtml, eventHtml, frontHtml } from './html-pages.ts';
import { dayJson, eventJson, frontJson } from './json-pages.ts';
import type { PageFacts } from './page-facts.ts';
import { STYLESHEET, STYLESHEET_PATH } from './stylesheet.ts';
import { dayXml, eventXml, frontXml } from './xml-pages.ts';

/** The .html, .json and .xml of an event's page, in those of the formats that the settings name. */
export function eventFormats(page: EventPage, facts: PageFacts, settings: ExportSettings): FormatFile[] {
  return formatsAt(eventPath(page.day, page.slug), settings, {
    html: () => eventHtml(page, facts, settings),
    json: () => eventJson(page, facts),
    xml: () => eventXml(page, facts),
  });
}

/** The pageFormats of a day's page. */
export function dayFormats(page: DayPage, settings: ExportSettings): FormatFile[] {
  return formatsAt(dayPath(page.day), settings, {
    html: () => dayHtml(page, settings),
    json: () => dayJson(page),
    xml: () => dayXml(page),
  });
}

/** The pageFormats of the front page, and the stylesheet of every page of HTML. */
export function frontFormats(page: FrontPage, settings: ExportSettings): FormatFile[] {
  const pageFormats = formatsAt(FRONT_PATH, settings, {
    html: () => frontHtml(page, settings),
    json: () => frontJson(page),
    xml: () => frontXml(page),
  });
  return settings.formats.includes('html')
    ? [...pageFormats, { path: STYLESHEET_PATH, text: STYLESHEET }]
    : pageFormats;
}
