/**
 * Returns the path, if it is one of the admin. Other sites could send people here. Browsers drop tabs and line breaks, so
 * that `/<tab>/example.org` would be another site.
 */
export const pageIn = (next: string | null): string | null =>
  next && /^\/(?![/\\])[^\s\p{Cc}]*$/u.test(next) ? next : null
