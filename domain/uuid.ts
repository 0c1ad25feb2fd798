/** Checks external text before it is compared with a UUID column, because Postgres fails on invalid text. */
export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
