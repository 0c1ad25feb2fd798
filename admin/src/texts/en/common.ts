/** Texts of the parts that several rooms share. */
export const common = {
  loading: 'Loading',
  previousPage: 'Previous',
  nextPage: 'Next',
  pageRange: '{first, number}–{last, number} of {total, number}',
  showMore: 'Show {count, number} more',
} as const
