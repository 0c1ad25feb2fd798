/** The intervals that MediaConvert offers, in seconds (MediaConvert API Reference, "StatusUpdateInterval"). */
export const INTERVAL_SECONDS = [10, 12, 15, 20, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600]
