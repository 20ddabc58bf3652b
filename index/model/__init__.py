"""The words of the project as frozen values: Article, Passage, Answer, Hit, Problem, Limits, errors."""
