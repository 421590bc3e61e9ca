/** The roles, from least to most, in the words of the people who give them. */
export const ROLES = [
  { value: 'reader', label: 'Reader: reads' },
  { value: 'analyst', label: 'Analyst: reads and runs syncs' },
  { value: 'administrator', label: 'Administrator: connects and invites' },
  { value: 'owner', label: 'Owner: everything' },
] as const
