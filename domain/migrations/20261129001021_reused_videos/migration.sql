-- Whether a video's encoding was there before the video was follows from the times of its run and its attempt.
ALTER TABLE "encoding_request" DROP COLUMN "reused";
