declare const rules: { forbidden: { name: string }[]; options: Record<string, unknown> };
export default rules;
