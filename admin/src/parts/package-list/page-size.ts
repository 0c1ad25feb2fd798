/** The number of packages in a page of the list. */
export const PAGE_SIZE = 100
