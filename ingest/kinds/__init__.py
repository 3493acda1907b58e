"""What is known about the forms of these papers: what kind a paper is, its dates, places and acronyms."""
