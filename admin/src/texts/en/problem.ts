export const problem = {
  unreachable: 'Cannot reach Lectern. Try again in a moment.',
  tryAgain: 'Try again',
  requestId: 'Request ID: {id}',
} as const
