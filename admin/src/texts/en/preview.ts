export const preview = {
  preview: 'Preview',
  opening: 'Opening preview…',
  blocked: 'Your browser blocked the preview.',
  open: 'Open preview',
} as const
