import { validateXML } from 'xmllint-wasm';

/** What libxml2 finds wrong with documents by an XML Schema, which it reads itself. */
export async function schemaProblems(schema: string, documents: readonly string[]): Promise<string[]> {
  const result = await validateXML({
    xml: documents.map((contents, i) => ({ fileName: `document-${i}.xml`, contents })),
    schema: [{ fileName: 'schema.xsd', contents: schema }],
    maxMemoryPages: 4096,
  });
  return result.valid
    ? []
    : [...result.errors.map(({ rawMessage }) => rawMessage), `not valid: ${result.rawOutput.slice(0, 500)}`];
}
