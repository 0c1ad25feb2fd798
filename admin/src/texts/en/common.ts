/** Texts of the parts that several rooms share. */
export const common = {
  loading: 'Loading',
  previousPage: 'Previous',
  nextPage: 'Next',
  pageRange: '{first, number}–{last, number} of {total, number}',
  total: '{total, number} in total',
  copy: 'Copy',
  copied: 'Copied',
  cancel: 'Cancel',
  close: 'Close',
  never: 'Never',
  expiredOn: 'Expired {date}',
  clear: 'Clear',
  typeToConfirm: 'Type "{text}" to confirm',
  undo: 'Undo',
  showMore: 'Show {count, number} more',
} as const
