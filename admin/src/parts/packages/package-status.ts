/** What a package is, in one word. A status that this page does not know yet is shown as it comes. */
export function statusLabel(status: string): string {
  if (status === 'EMPTY') return 'New'
  if (status === 'DRAFT') return 'Draft'
  if (status === 'PUBLISHED') return 'Published'
  if (status === 'ARCHIVED') return 'Archived'
  return status.toLowerCase()
}
