/**
 * Something a person can mend: the message is whole sentences that say what is wrong and what to do. It is printed
 * without a stack, unlike any other error, which is a fault of ours.
 */
export class Problem extends Error {}
