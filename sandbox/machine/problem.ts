/**
 * An error that the user can fix. Its message says in full sentences what is wrong and what to do. It is printed
 * without a stack trace. Any other error is a bug in Lectern and is printed with one.
 */
export class Problem extends Error {}
