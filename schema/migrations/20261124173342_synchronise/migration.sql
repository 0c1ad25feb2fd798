-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "sync_status" ADD VALUE 'WAITING_FOR_CONFIRMATION';
ALTER TYPE "sync_status" ADD VALUE 'WAITING_FOR_DROPBOX';

-- AlterTable
ALTER TABLE "entry" ADD COLUMN     "judged_by" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "package" ADD COLUMN     "entries_changed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "peeked_at" TIMESTAMPTZ(3),
ADD COLUMN     "peeked_delta" TEXT,
ADD COLUMN     "quiet_minutes" INTEGER,
ADD COLUMN     "quiet_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "page_look" ADD COLUMN     "facts" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "video_look" ADD COLUMN     "problem_code" TEXT;

-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "byte_rate" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "confirmed_deletions" INTEGER,
ADD COLUMN     "file_rate" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "listing" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "moved_from" TEXT,
ADD COLUMN     "rated_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sync_item" ADD COLUMN     "upload_id" UUID;

-- CreateTable
CREATE TABLE "dropbox_limit" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "not_before" TIMESTAMPTZ(3),
    "requests_per_second" DOUBLE PRECISION,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dropbox_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dropbox_process" (
    "id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dropbox_process_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "part_bytes" BIGINT NOT NULL,
    "s3_upload_id" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload_part" (
    "upload_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "claimed_by" TEXT,
    "claimed_until" TIMESTAMPTZ(3),
    "etag" TEXT,
    "crc32" TEXT,
    "digests" BYTEA,

    CONSTRAINT "upload_part_pkey" PRIMARY KEY ("upload_id","number")
);

-- DropIndex
DROP INDEX "entry_package_id_generation_parent_lower_idx";

-- CreateIndex
CREATE INDEX "entry_parent_lower_package_id_generation_idx" ON "entry"("parent_lower", "package_id", "generation");

-- DropIndex
DROP INDEX "sync_item_run_id_action_status_idx";

-- CreateIndex
CREATE UNIQUE INDEX "upload_key_content_hash_key" ON "upload"("key", "content_hash");

-- CreateIndex
CREATE INDEX "draft_file_content_hash_idx" ON "draft_file"("content_hash");

-- CreateIndex
CREATE INDEX "draft_file_key_idx" ON "draft_file"("key");

-- CreateIndex
CREATE INDEX "draft_file_version_id_idx" ON "draft_file"("version_id");

-- CreateIndex
CREATE INDEX "sync_item_version_id_idx" ON "sync_item"("version_id");

-- CreateIndex
CREATE INDEX "sync_item_upload_id_idx" ON "sync_item"("upload_id");

-- AddForeignKey
ALTER TABLE "sync_item" ADD CONSTRAINT "sync_item_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "dropbox_limit" ("id") VALUES (1);
