-- AlterTable
ALTER TABLE "draft_file" ADD COLUMN "content_encoding" TEXT,
ADD COLUMN "path_key" TEXT,
ADD COLUMN "used_media_type" TEXT;

-- AlterTable
ALTER TABLE "package" ADD COLUMN "misspelled_paths" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "release_file" ADD COLUMN "content_encoding" TEXT,
ADD COLUMN "path_key" TEXT;

-- AlterTable
ALTER TABLE "sync_item" ADD COLUMN "content_encoding" TEXT,
ADD COLUMN "path_key" TEXT;

-- Keys of ASCII paths. `fillPathKeys` computes all others in JavaScript, because letter case differs between the two.
UPDATE "draft_file" SET "path_key" = lower("path" COLLATE "C") WHERE octet_length("path") = char_length("path");
UPDATE "release_file" SET "path_key" = lower("path" COLLATE "C") WHERE octet_length("path") = char_length("path");

-- CreateIndex
CREATE INDEX "draft_file_package_id_path_key_from_revision_idx" ON "draft_file"("package_id", "path_key", "from_revision");

-- CreateIndex
CREATE INDEX "release_file_package_id_number_path_key_idx" ON "release_file"("package_id", "number", "path_key");

-- The rows that `fillPathKeys` has not filled yet. Nearly always empty.
CREATE INDEX "draft_file_without_key" ON "draft_file" ("package_id", "path") WHERE "path_key" IS NULL;
CREATE INDEX "release_file_without_key" ON "release_file" ("package_id", "number", "path") WHERE "path_key" IS NULL;

-- Files whose media type was wrong until now: browsers showed no compressed SVG image, no cursor, and no Unity build.
-- Releases keep the types of compressed images, because their bytes were not checked.
UPDATE "draft_file" SET "content_encoding" = 'gzip' WHERE "path" ~* '\.svgz$';
UPDATE "draft_file" SET "media_type" = 'image/vnd.microsoft.icon' WHERE "path" ~* '\.cur$';
UPDATE "release_file" SET "media_type" = 'image/vnd.microsoft.icon' WHERE "path" ~* '\.cur$';
UPDATE "draft_file" SET "media_type" = CASE WHEN "path" ~* '\.js\...$' THEN 'text/javascript' WHEN "path" ~* '\.wasm\...$' THEN 'application/wasm'
    WHEN "path" ~* '\.json\...$' THEN 'application/json' ELSE 'application/octet-stream' END,
  "content_encoding" = CASE WHEN "path" ~* '\.br$' THEN 'br' ELSE 'gzip' END
WHERE "path" ~* '(^|/)Build/[^/]+\.(js|wasm|data|mem|symbols\.json)\.(gz|br)$';
UPDATE "release_file" SET "media_type" = CASE WHEN "path" ~* '\.js\...$' THEN 'text/javascript' WHEN "path" ~* '\.wasm\...$' THEN 'application/wasm'
    WHEN "path" ~* '\.json\...$' THEN 'application/json' ELSE 'application/octet-stream' END,
  "content_encoding" = CASE WHEN "path" ~* '\.br$' THEN 'br' ELSE 'gzip' END
WHERE "path" ~* '(^|/)Build/[^/]+\.(js|wasm|data|mem|symbols\.json)\.(gz|br)$';
