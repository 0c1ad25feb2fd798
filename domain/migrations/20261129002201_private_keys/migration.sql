-- The content hashes of files that hold a private key. They are left out whatever their names are.
CREATE TABLE "private_key_file" (
  "content_hash" TEXT NOT NULL,
  CONSTRAINT "private_key_file_pkey" PRIMARY KEY ("content_hash")
);

-- Names of secrets, leftovers, and conflicted copies are left out now. The next synchronization decides about all files again.
UPDATE "entry" SET "ignore_rules_hash" = 'before names of secrets' WHERE "kind" = 'FILE';
UPDATE "package" SET "entries_changed" = true;
