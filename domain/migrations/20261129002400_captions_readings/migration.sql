-- Captions that are not Unicode are read by the language in their name, so the same bytes may have several readings.
ALTER TABLE "converted_captions" ADD COLUMN "reading" TEXT NOT NULL DEFAULT '';
ALTER TABLE "converted_captions" DROP CONSTRAINT "converted_captions_pkey";
ALTER TABLE "converted_captions" ADD CONSTRAINT "converted_captions_pkey" PRIMARY KEY ("content_hash", "reading");
