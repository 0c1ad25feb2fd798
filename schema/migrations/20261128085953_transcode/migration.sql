-- AlterEnum
ALTER TYPE "transcode_status" ADD VALUE 'WAITING_FOR_BUDGET';

-- AlterTable
ALTER TABLE "video_look" ADD COLUMN     "hdr" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "interlaced" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "plays" BOOLEAN,
ADD COLUMN     "plays_at_once" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "transcode" ADD COLUMN     "cancel_requested_at" TIMESTAMPTZ(3),
ADD COLUMN     "retrying" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "cancel_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "cost_micros" BIGINT,
ADD COLUMN     "currency" TEXT,
ADD COLUMN     "estimate_micros" BIGINT,
ADD COLUMN     "held_at" TIMESTAMPTZ(3),
ADD COLUMN     "jobs_before" INTEGER,
ADD COLUMN     "package_id" UUID,
ADD COLUMN     "second_try" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "storyboard_key" TEXT,
ADD COLUMN     "transcode_id" UUID;

-- CreateTable
CREATE TABLE "estimate" (
    "content_hash" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "micros" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "estimate_pkey" PRIMARY KEY ("content_hash","profile")
);

-- CreateTable
CREATE TABLE "budget" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "monthly_micros" BIGINT,
    "currency" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "converted_captions" (
    "content_hash" TEXT NOT NULL,
    "key" TEXT,
    "version_id" TEXT,
    "problem" TEXT,

    CONSTRAINT "converted_captions_pkey" PRIMARY KEY ("content_hash")
);

-- CreateIndex
CREATE INDEX "attempt_finished_at_idx" ON "attempt"("finished_at");

-- CreateIndex
CREATE INDEX "attempt_package_id_idx" ON "attempt"("package_id");

-- CreateIndex
CREATE INDEX "wish_transcode_id_idx" ON "wish"("transcode_id");

-- CreateIndex
CREATE INDEX "wish_publication_id_idx" ON "wish"("publication_id");

-- CreateIndex
CREATE INDEX "release_file_package_id_content_hash_idx" ON "release_file"("package_id", "content_hash");

-- The one row that deciders lock.
INSERT INTO "budget" DEFAULT VALUES;
