"""Articles: read from files of many forms, each with its text and what is known of it."""

from nlp_extract.articles.article import Article, ArticleError
from nlp_extract.articles.limits import Limits
from nlp_extract.articles.read import read_articles

__all__ = ["Article", "ArticleError", "Limits", "read_articles"]
