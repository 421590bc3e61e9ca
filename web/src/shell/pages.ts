/** The pages of the navigation, in order; `key` opens one after `g`. */
export const PAGES = [
  { to: '/', label: 'Home', key: 'h', icon: 'home', says: 'The briefing, as of now' },
  { to: '/reports', label: 'Reports', key: 'r', icon: 'reports', says: 'Every question, answered' },
  {
    to: '/briefings',
    label: 'Briefings',
    key: 'b',
    icon: 'briefings',
    says: 'To print, to send, to read later',
  },
  {
    to: '/customers',
    label: 'Customers',
    key: 'c',
    icon: 'customers',
    says: 'What each one pays and costs',
  },
  {
    to: '/admin',
    label: 'Admin',
    key: 'a',
    icon: 'admin',
    says: 'ConnectWise, people, mapping, audit log',
  },
] as const

export type PageIcon = (typeof PAGES)[number]['icon']
