-- CreateEnum
CREATE TYPE "role" AS ENUM ('OWNER', 'ADMIN', 'PUBLISHER', 'AUTHOR', 'AUDITOR');

-- CreateEnum
CREATE TYPE "entry_kind" AS ENUM ('FILE', 'FOLDER');

-- CreateEnum
CREATE TYPE "severity" AS ENUM ('ERROR', 'WARNING', 'INFO');

-- CreateEnum
CREATE TYPE "sync_status" AS ENUM ('RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "sync_phase" AS ENUM ('CALCULATING', 'COPYING', 'CLEANING', 'DONE');

-- CreateEnum
CREATE TYPE "sync_action" AS ENUM ('COPY', 'DELETE', 'IGNORE');

-- CreateEnum
CREATE TYPE "sync_item_status" AS ENUM ('PENDING', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "transcode_status" AS ENUM ('WAITING_FOR_VIDEOS', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "encoding_status" AS ENUM ('QUEUED', 'TRANSCODING', 'READY', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "environment_access" AS ENUM ('PUBLIC', 'VIEWER_TOKEN');

-- CreateEnum
CREATE TYPE "publication_status" AS ENUM ('QUEUED', 'COPYING', 'WAITING_FOR_VIDEOS', 'SUCCEEDED', 'BLOCKED', 'FAILED', 'CANCELED');

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant" (
    "id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "user_id" TEXT,
    "token_id" UUID,
    "environment_id" UUID,
    "package_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dropbox_connection" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "account_id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "root_namespace_id" TEXT,
    "refresh_token" BYTEA NOT NULL,
    "valid" BOOLEAN NOT NULL DEFAULT true,
    "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dropbox_connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry" (
    "package_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "path_lower" TEXT NOT NULL,
    "parent_lower" TEXT NOT NULL,
    "kind" "entry_kind" NOT NULL,
    "dropbox_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "rev" TEXT,
    "content_hash" TEXT,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "modified_at" TIMESTAMPTZ(3),
    "ignored_reason" TEXT,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("package_id","generation","path_lower")
);

-- CreateTable
CREATE TABLE "package" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "dropbox_id" TEXT NOT NULL,
    "dropbox_path" TEXT NOT NULL,
    "dropbox_path_lower" TEXT NOT NULL,
    "root_page" TEXT,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "last_release_number" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT,
    "generation" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft" (
    "package_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "sync_run_id" UUID NOT NULL,
    "settled" BOOLEAN NOT NULL,
    "file_count" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "synchronized_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("package_id","revision")
);

-- CreateTable
CREATE TABLE "draft_file" (
    "package_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "from_revision" INTEGER NOT NULL,
    "until_revision" INTEGER,
    "content_hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "media_type" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "stored_bytes" BIGINT NOT NULL,
    "tag_version" INTEGER,
    "own" BOOLEAN NOT NULL DEFAULT false,
    "video_id" UUID,

    CONSTRAINT "draft_file_pkey" PRIMARY KEY ("package_id","path","from_revision")
);

-- CreateTable
CREATE TABLE "video" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "path" TEXT NOT NULL,

    CONSTRAINT "video_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "from_revision" INTEGER NOT NULL,
    "until_revision" INTEGER,
    "code" TEXT NOT NULL,
    "severity" "severity" NOT NULL,
    "path" TEXT NOT NULL,
    "line" INTEGER,
    "message" TEXT NOT NULL,
    "remedy" TEXT NOT NULL,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "page_look" (
    "content_hash" TEXT NOT NULL,
    "references" JSONB NOT NULL,
    "has_video" BOOLEAN NOT NULL,
    "has_place" BOOLEAN NOT NULL,

    CONSTRAINT "page_look_pkey" PRIMARY KEY ("content_hash")
);

-- CreateTable
CREATE TABLE "video_look" (
    "content_hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "duration_seconds" DOUBLE PRECISION,
    "width" INTEGER,
    "height" INTEGER,
    "frame_rate" DOUBLE PRECISION,
    "has_audio" BOOLEAN NOT NULL DEFAULT false,
    "problem" TEXT,
    "source_key" TEXT,
    "source_version_id" TEXT,

    CONSTRAINT "video_look_pkey" PRIMARY KEY ("content_hash")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "status" "sync_status" NOT NULL DEFAULT 'RUNNING',
    "phase" "sync_phase" NOT NULL DEFAULT 'CALCULATING',
    "started_by" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "asked_by" JSONB NOT NULL,
    "full" BOOLEAN NOT NULL DEFAULT false,
    "listed_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "entries_listed" INTEGER NOT NULL DEFAULT 0,
    "calculated" BOOLEAN NOT NULL DEFAULT false,
    "manifest_written_at" TIMESTAMPTZ(3),
    "files_total" INTEGER NOT NULL DEFAULT 0,
    "files_done" INTEGER NOT NULL DEFAULT 0,
    "bytes_total" BIGINT NOT NULL DEFAULT 0,
    "bytes_done" BIGINT NOT NULL DEFAULT 0,
    "files_unchanged" INTEGER NOT NULL DEFAULT 0,
    "files_deleted" INTEGER NOT NULL DEFAULT 0,
    "files_ignored" INTEGER NOT NULL DEFAULT 0,
    "copying_since" TIMESTAMPTZ(3),
    "unsettled_paths" TEXT[],
    "error" JSONB,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_item" (
    "run_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "action" "sync_action" NOT NULL,
    "status" "sync_item_status" NOT NULL DEFAULT 'PENDING',
    "reason" TEXT,
    "own" BOOLEAN NOT NULL DEFAULT false,
    "dropbox_id" TEXT,
    "rev" TEXT,
    "content_hash" TEXT,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "modified_at" TIMESTAMPTZ(3),
    "video" BOOLEAN NOT NULL DEFAULT false,
    "claimed_by" TEXT,
    "claimed_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" JSONB,
    "media_type" TEXT,
    "key" TEXT,
    "version_id" TEXT,
    "etag" TEXT,
    "stored_bytes" BIGINT,
    "tag_version" INTEGER,

    CONSTRAINT "sync_item_pkey" PRIMARY KEY ("run_id","path","own")
);

-- CreateTable
CREATE TABLE "manifest_video" (
    "video_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "manifest_video_pkey" PRIMARY KEY ("video_id")
);

-- CreateTable
CREATE TABLE "transcode" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "status" "transcode_status" NOT NULL DEFAULT 'WAITING_FOR_VIDEOS',
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "error" JSONB,

    CONSTRAINT "transcode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "encoding" (
    "id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "status" "encoding_status" NOT NULL DEFAULT 'QUEUED',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "encoding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "encoding_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "encoding_status" NOT NULL DEFAULT 'QUEUED',
    "job_token" TEXT NOT NULL,
    "job_id" TEXT,
    "job_asked_at" TIMESTAMPTZ(3),
    "percent" DOUBLE PRECISION,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "error" JSONB,
    "master_key" TEXT,
    "poster_key" TEXT,
    "duration_seconds" DOUBLE PRECISION,
    "width" INTEGER,
    "height" INTEGER,
    "output_seconds" DOUBLE PRECISION,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("encoding_id","number")
);

-- CreateTable
CREATE TABLE "wish" (
    "id" UUID NOT NULL,
    "encoding_id" UUID NOT NULL,
    "transcode_id" UUID,
    "publication_id" UUID,
    "reused" BOOLEAN NOT NULL DEFAULT false,
    "wished_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "wish_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "environment" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "access" "environment_access" NOT NULL DEFAULT 'PUBLIC',
    "four_eyes" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "environment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "number" INTEGER,
    "status" "publication_status" NOT NULL DEFAULT 'QUEUED',
    "notes" TEXT,
    "idempotency_key" TEXT,
    "blockers" JSONB NOT NULL DEFAULT '[]',
    "files_total" INTEGER NOT NULL DEFAULT 0,
    "files_done" INTEGER NOT NULL DEFAULT 0,
    "copied_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "started_by" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "error" JSONB,
    "deployment_id" UUID,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "notes" TEXT,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "file_count" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "publication_id" UUID NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_file" (
    "package_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "media_type" TEXT NOT NULL,
    "stored_bytes" BIGINT NOT NULL,
    "own" BOOLEAN NOT NULL,
    "video_id" UUID,
    "source_key" TEXT NOT NULL,
    "source_version_id" TEXT NOT NULL,
    "source_etag" TEXT NOT NULL,
    "key" TEXT,
    "version_id" TEXT,
    "etag" TEXT,

    CONSTRAINT "release_file_pkey" PRIMARY KEY ("package_id","number","path")
);

-- CreateTable
CREATE TABLE "release_video" (
    "release_id" UUID NOT NULL,
    "video_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "encoding_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,

    CONSTRAINT "release_video_pkey" PRIMARY KEY ("release_id","video_id")
);

-- CreateTable
CREATE TABLE "deployment" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "deployed_by" JSONB NOT NULL,
    "deployed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "showing" (
    "environment_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "deployment_id" UUID NOT NULL,

    CONSTRAINT "showing_pkey" PRIMARY KEY ("environment_id","package_id")
);

-- CreateTable
CREATE TABLE "preview_link" (
    "id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "preview_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "sequence" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "package_id" UUID,
    "summary" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "ip" TEXT,
    "request_id" TEXT,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("sequence","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "sequence" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- CreateIndex
CREATE INDEX "grant_user_id_idx" ON "grant"("user_id");

-- CreateIndex
CREATE INDEX "grant_token_id_idx" ON "grant"("token_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_secret_hash_key" ON "api_token"("secret_hash");

-- CreateIndex
CREATE INDEX "entry_package_id_generation_parent_lower_idx" ON "entry"("package_id", "generation", "parent_lower");

-- CreateIndex
CREATE UNIQUE INDEX "package_slug_key" ON "package"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "package_dropbox_id_key" ON "package"("dropbox_id");

-- CreateIndex
CREATE UNIQUE INDEX "package_dropbox_path_lower_key" ON "package"("dropbox_path_lower");

-- CreateIndex
CREATE INDEX "draft_file_package_id_until_revision_idx" ON "draft_file"("package_id", "until_revision");

-- CreateIndex
CREATE UNIQUE INDEX "video_package_id_path_key" ON "video"("package_id", "path");

-- CreateIndex
CREATE INDEX "finding_package_id_until_revision_idx" ON "finding"("package_id", "until_revision");

-- CreateIndex
CREATE INDEX "sync_run_package_id_started_at_idx" ON "sync_run"("package_id", "started_at");

-- CreateIndex
CREATE INDEX "sync_item_run_id_action_status_idx" ON "sync_item"("run_id", "action", "status");

-- CreateIndex
CREATE INDEX "manifest_video_package_id_idx" ON "manifest_video"("package_id");

-- CreateIndex
CREATE INDEX "transcode_package_id_started_at_idx" ON "transcode"("package_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "encoding_content_hash_profile_key" ON "encoding"("content_hash", "profile");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_job_id_key" ON "attempt"("job_id");

-- CreateIndex
CREATE UNIQUE INDEX "wish_encoding_id_transcode_id_key" ON "wish"("encoding_id", "transcode_id");

-- CreateIndex
CREATE UNIQUE INDEX "wish_encoding_id_publication_id_key" ON "wish"("encoding_id", "publication_id");

-- CreateIndex
CREATE UNIQUE INDEX "environment_slug_key" ON "environment"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "publication_deployment_id_key" ON "publication"("deployment_id");

-- CreateIndex
CREATE INDEX "publication_package_id_started_at_idx" ON "publication"("package_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "publication_package_id_idempotency_key_key" ON "publication"("package_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "release_publication_id_key" ON "release"("publication_id");

-- CreateIndex
CREATE UNIQUE INDEX "release_package_id_number_key" ON "release"("package_id", "number");

-- CreateIndex
CREATE INDEX "release_video_encoding_id_idx" ON "release_video"("encoding_id");

-- CreateIndex
CREATE INDEX "deployment_package_id_environment_id_deployed_at_idx" ON "deployment"("package_id", "environment_id", "deployed_at");

-- CreateIndex
CREATE UNIQUE INDEX "showing_deployment_id_key" ON "showing"("deployment_id");

-- CreateIndex
CREATE UNIQUE INDEX "preview_link_secret_hash_key" ON "preview_link"("secret_hash");

-- CreateIndex
CREATE INDEX "audit_event_subject_type_subject_id_idx" ON "audit_event"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "audit_event_package_id_sequence_idx" ON "audit_event"("package_id", "sequence");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "api_token"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_sync_run_id_fkey" FOREIGN KEY ("sync_run_id") REFERENCES "sync_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_file" ADD CONSTRAINT "draft_file_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_file" ADD CONSTRAINT "draft_file_video_id_fkey" FOREIGN KEY ("video_id") REFERENCES "video"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "video" ADD CONSTRAINT "video_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run" ADD CONSTRAINT "sync_run_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_item" ADD CONSTRAINT "sync_item_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "sync_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "manifest_video" ADD CONSTRAINT "manifest_video_video_id_fkey" FOREIGN KEY ("video_id") REFERENCES "video"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transcode" ADD CONSTRAINT "transcode_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_encoding_id_fkey" FOREIGN KEY ("encoding_id") REFERENCES "encoding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wish" ADD CONSTRAINT "wish_encoding_id_fkey" FOREIGN KEY ("encoding_id") REFERENCES "encoding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wish" ADD CONSTRAINT "wish_transcode_id_fkey" FOREIGN KEY ("transcode_id") REFERENCES "transcode"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wish" ADD CONSTRAINT "wish_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_video" ADD CONSTRAINT "release_video_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_video" ADD CONSTRAINT "release_video_video_id_fkey" FOREIGN KEY ("video_id") REFERENCES "video"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_video" ADD CONSTRAINT "release_video_encoding_id_fkey" FOREIGN KEY ("encoding_id") REFERENCES "encoding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "showing" ADD CONSTRAINT "showing_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "showing" ADD CONSTRAINT "showing_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "showing" ADD CONSTRAINT "showing_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preview_link" ADD CONSTRAINT "preview_link_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;
