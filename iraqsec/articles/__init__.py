"""From a page's text to its articles and the furniture around them."""

from iraqsec.articles.model import ArticleText, FurnitureSpan, LineSpan, Page
from iraqsec.articles.splitter import split_page

__all__ = ["ArticleText", "FurnitureSpan", "LineSpan", "Page", "split_page"]
