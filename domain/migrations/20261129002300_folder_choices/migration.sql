-- A sync run asks which of two folders a package continues with, and waits for the answer.
ALTER TYPE "sync_status" ADD VALUE 'WAITING_FOR_FOLDER';
ALTER TABLE "sync_run" ADD COLUMN "folder_choices" JSONB, ADD COLUMN "chosen_folder_id" TEXT;
