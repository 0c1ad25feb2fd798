/** A result that is said in a corner of the page. `link`: where to see it. `undo`: takes the action back. */
export type Toast = { message: string; isError?: boolean; link?: { to: string; label: string }; undo?: () => void }
