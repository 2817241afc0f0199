/** The roles to choose from, with what each may do. */
export const ROLE_OPTIONS = [
  { value: 'editor', label: 'Editor: writes entries' },
  { value: 'reviewer', label: "Reviewer: also approves others' entries" },
  { value: 'admin', label: 'Admin: also manages people' },
];
