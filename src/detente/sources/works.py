"""Works that several sources cite, and terms that several sources are under."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """A publication, for people (`cite`) and for a bibliography (`bibtex`)."""

    cite: str
    bibtex: str


COW_TERMS = "COW Project terms: free for non-commercial academic use, with citation"
GPL2 = "the repository of the file is under GPL-2"
UN_TERMS = "UN Digital Library: non-commercial use with attribution"

COW_STATES_2016 = Work(
    cite="Correlates of War Project (2017), State System Membership List, v2016.",
    bibtex="""@misc{cow2017states,
  author = {{Correlates of War Project}},
  title = {State System Membership List, v2016},
  year = {2017},
  howpublished = {https://correlatesofwar.org/data-sets/state-system-membership/}
}""",
)

GLEDITSCH_WARD = Work(
    cite="Gleditsch & Ward (1999), A Revised List of Independent States since the Congress of "
    "Vienna, International Interactions 25(4): 393–413.",
    bibtex="""@article{gleditschward1999,
  author = {Gleditsch, Kristian S. and Ward, Michael D.},
  title = {A Revised List of Independent States since the {Congress of Vienna}},
  journal = {International Interactions},
  year = {1999},
  volume = {25},
  number = {4},
  pages = {393--413},
  doi = {10.1080/03050629908434958}
}""",
)

ATOP = Work(
    cite="Leeds, Ritter, Mitchell & Long (2002), Alliance Treaty Obligations and Provisions, "
    "1815–1944, International Interactions 28(3): 237–260.",
    bibtex="""@article{leeds2002atop,
  author = {Leeds, Brett Ashley and Ritter, Jeffrey M. and Mitchell, Sara McLaughlin and Long, Andrew G.},
  title = {Alliance Treaty Obligations and Provisions, 1815--1944},
  journal = {International Interactions},
  year = {2002},
  volume = {28},
  number = {3},
  pages = {237--260},
  doi = {10.1080/03050620213653}
}""",
)

MID5 = Work(
    cite="Palmer, McManus, D'Orazio, Kenwick et al. (2022), The MID5 Dataset, 2011–2014: "
    "Procedures, Coding Rules, and Description, Conflict Management and Peace Science 39(4): 470–482.",
    bibtex="""@article{palmer2022mid5,
  author = {Palmer, Glenn and McManus, Roseanne W. and D'Orazio, Vito and Kenwick, Michael R. and others},
  title = {The {MID5} Dataset, 2011--2014: Procedures, Coding Rules, and Description},
  journal = {Conflict Management and Peace Science},
  year = {2022},
  volume = {39},
  number = {4},
  pages = {470--482},
  doi = {10.1177/0738894221995743}
}""",
)

IGO3 = Work(
    cite="Pevehouse, Nordstrom, McManus & Jamison (2020), Tracking Organizations in the World: "
    "The Correlates of War IGO Version 3.0 Datasets, Journal of Peace Research 57(3): 492–503.",
    bibtex="""@article{pevehouse2020igo,
  author = {Pevehouse, Jon C. W. and Nordstrom, Timothy and McManus, Roseanne W. and Jamison, Anne Spencer},
  title = {Tracking Organizations in the World: The {Correlates of War} {IGO} Version 3.0 Datasets},
  journal = {Journal of Peace Research},
  year = {2020},
  volume = {57},
  number = {3},
  pages = {492--503},
  doi = {10.1177/0022343319881175}
}""",
)

MILLER = Work(
    cite="Miller (2022), peacesciencer: An R Package for Quantitative Peace Science Research, "
    "Conflict Management and Peace Science 39(6): 755–779.",
    bibtex="""@article{miller2022peacesciencer,
  author = {Miller, Steven V.},
  title = {{peacesciencer}: An {R} Package for Quantitative Peace Science Research},
  journal = {Conflict Management and Peace Science},
  year = {2022},
  volume = {39},
  number = {6},
  pages = {755--779},
  doi = {10.1177/07388942221077926}
}""",
)

DEMOCRACY = Work(
    cite="Coppedge, Gerring, Knutsen, Lindberg, Teorell et al. (2026), V-Dem Country-Year Dataset "
    "v16, Varieties of Democracy Project; Marshall (2020), Polity5: Dataset Users' Manual v2018, "
    "Center for Systemic Peace; Márquez (2016), A Quick Method for Extending the Unified "
    "Democracy Scores; as joined in Miller (2022), Conflict Management and Peace Science 39(6): 755–779.",
    bibtex="""@misc{coppedge2026vdem,
  author = {Coppedge, Michael and Gerring, John and Knutsen, Carl Henrik and Lindberg, Staffan I. and Teorell, Jan and others},
  title = {{V-Dem} Country-Year Dataset v16},
  year = {2026},
  howpublished = {Varieties of Democracy (V-Dem) Project}
}

@misc{marshall2020polity5,
  author = {Marshall, Monty G.},
  title = {{Polity5}: Dataset Users' Manual v2018},
  year = {2020},
  howpublished = {Center for Systemic Peace}
}

@misc{marquez2016uds,
  author = {M{\\'a}rquez, Xavier},
  title = {A Quick Method for Extending the {Unified Democracy Scores}},
  year = {2016},
  doi = {10.2139/ssrn.2753830}
}

"""
    + MILLER.bibtex,
)

VOETEN = Work(
    cite="Voeten (2013), Data and Analyses of Voting in the UN General Assembly, in Reinalda (ed.), "
    "Routledge Handbook of International Organization; Voeten, Strezhnev & Bailey, United Nations "
    "General Assembly Voting Data, Harvard Dataverse, doi:10.7910/DVN/LEJUQZ.",
    bibtex="""@incollection{voeten2013unga,
  author = {Voeten, Erik},
  title = {Data and Analyses of Voting in the {UN General Assembly}},
  booktitle = {Routledge Handbook of International Organization},
  editor = {Reinalda, Bob},
  publisher = {Routledge},
  year = {2013}
}

@misc{voeten_unvotes,
  author = {Voeten, Erik and Strezhnev, Anton and Bailey, Michael},
  title = {{United Nations General Assembly} Voting Data},
  howpublished = {Harvard Dataverse},
  doi = {10.7910/DVN/LEJUQZ}
}""",
)

UN_LIBRARY_BIBTEX = """@misc{unlibrary_votes,
  author = {{United Nations Dag Hammarskj{\\"o}ld Library}},
  title = {Voting Data},
  howpublished = {UN Digital Library, https://digitallibrary.un.org}
}"""
