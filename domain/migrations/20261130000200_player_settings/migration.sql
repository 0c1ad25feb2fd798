-- What the player does on the pages of an environment.
ALTER TABLE "environment" ADD COLUMN "controls" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "resume" BOOLEAN NOT NULL DEFAULT true;
