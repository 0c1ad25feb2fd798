-- The first characters of the secret. They cannot be found out for tokens that exist, which keep null.
ALTER TABLE "api_token" ADD COLUMN "prefix" TEXT;
