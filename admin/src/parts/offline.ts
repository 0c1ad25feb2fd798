/** The id of the sentence that says why buttons do nothing while the server cannot be reached. It is in the frame. */
export const OFFLINE_REASON_ID = 'offline-reason'
