import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { schemaNamed } from '../../../../lib/layout/formats/schemas/named.ts';

/** The check that a reader of a published JSON Schema makes: what is wrong with a value, or an empty list. */
export function schemaCheck(name: string): (value: unknown) => unknown {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  const check = ajv.compile(JSON.parse(schemaNamed(name)?.text ?? ''));
  return (value) => (check(value) ? [] : check.errors);
}
