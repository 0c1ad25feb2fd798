-- Lanes look for large files while small ones are copied. 8 MiB is the size of the smallest part.
CREATE INDEX "sync_item_pending_large" ON "sync_item" ("run_id", "path") WHERE "action" = 'COPY' AND "status" = 'PENDING' AND "bytes" > 8388608;
