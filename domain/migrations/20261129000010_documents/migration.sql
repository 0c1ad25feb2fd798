-- Which pages get the player's tag is a fact of their analysis: whether they are documents.
ALTER TABLE "text_analysis" DROP COLUMN "has_video",
    DROP COLUMN "has_insertion_point";
