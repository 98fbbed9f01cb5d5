"""Every figure of sureness in one place, with its reason: 0 says nothing is known, 1 that nothing can be wrong.

Each was set so that, on papers whose truth is known, a wrong value comes out below `SURE` and a right one above it; so
what counts is on which side of `SURE` a figure stands and which of two is the larger, not its second decimal.
Use: `from portal.domain.suggestions import sureness as sure`, then `sure.TITLE_MARKED`.
"""

SURE = 0.85
"""From here on a suggestion is shown as sure and may be taken by a bulk import; below, it is marked to be checked."""

BELOW_SURE = SURE - 0.01
"""As good as sure, but for one thing that a person has to look at."""

# What a recogniser says of its own reading, from 0 to 1.

STEADY_READING = 0.75
"""From here on a word, or a whole page, was read without hesitation."""

READABLE_NAME = 0.6
"""Below, a name beneath a stamp or a pen stroke is mostly half a name."""

POOR_READING = 0.5
"""Below, words are as often wrong as right; scribbles and stamps read as letters lie here."""

# The page: the most that is left of any sureness on it. "Checked" means that something independent of the reading
# confirms the value: a second saying, a weekday, a list.

WRITTEN = 0.99
"""Written text holds no misread letter, but the value may still have been picked from the wrong place."""

LAYER_CHECKED = 0.88
"""A text layer that came with a scan is right on numbers about half the time: only a check saves it, and barely."""

LAYER = BELOW_SURE
"""The same without a check."""

UNSTEADY_PAGE = 0.75
"""The recogniser hesitated over the page as a whole, and nothing confirms the value."""

UNPLACED_CHECKED = 0.88
"""Recognised, but not found among the words with their doubts, so that the doubt over this value is unknown."""

UNPLACED = BELOW_SURE - 0.04
"""The same without a check; somewhat less than a value whose doubt is known."""

POORLY_READ_CHECKED = 0.86
"""A word of it was read poorly; what confirms it lifts it just to sure."""

POORLY_READ = 0.7
"""The same without a check: likely a letter is wrong."""

RECOGNISED = 0.95
"""Read without hesitation, or confirmed: recognised text is never as good as written text."""

UNSTEADY = BELOW_SURE
"""A word of it was read with hesitation and nothing confirms it."""

# The form.

FORM_EXACT = 0.96
"""Letter by letter the name of a form, on a line of its own or with parties or a title below it."""

FORM_INEXACT = 0.8
"""Mended letters, or a name that goes on in a sentence: `Nota Kesepakatan` and `Nota Kesepahaman` are near."""

# The title.

TITLE_MARKED = 0.93
"""Behind TENTANG or its like, in a head that names its parties."""

TITLE_ALONE = BELOW_SURE
"""Behind TENTANG, but no parties were found (the word may stand in a sentence); or behind a label, or quoted."""

TITLE_UNMARKED = 0.6
"""No word announced it: capitals between form and parties, or what is left of the last party's lines."""

TITLE_LONG = 0.6
"""More lines than titles have: the text below it has probably run in."""

# Languages.

LANGUAGES_NAMED = 0.9
"""The naskah names its authentic languages itself, and text in each of them was read."""

LANGUAGES_NAMED_UNSEEN = 0.8
"""A language that is named while none of its text was read: its text may be another file, or a slip."""

LANGUAGE_ONE = 0.92
"""Nearly all common words belong to one language."""

LANGUAGES_MIXED = 0.8
"""Common words of two languages; a quoted title or an annex may do that to a naskah in one."""

# Names of the parties.

NAME_FRAMED = 0.94
"""Between ANTARA and DENGAN, and as many names as numbers and blocks."""

NAME_LOOSE = 0.75
"""Taken from a head whose frame was not read, or whose names, numbers and blocks do not add up."""

NAME_OF_BLOCK = 0.75
"""The head names nobody; the party says of itself on whose behalf it signs."""

NAME_ODD_CONFIRMED = 0.86
"""Very long, or of no known kind of institution, but the text says it again: just sure."""

NAME_ODD = 0.7
"""The same, said only once: a line of another part of the head may have run in."""

NAME_MENDED = 0.8
"""Letters or blanks were mended, or it is a single word: a person compares it with the page."""

NAME_NEAR_REGISTERED = 0.8
"""Only like the name of a registered partner; it may be its namesake in the next town."""

# Whether a party is the ministry.

OURS_BY_UNIT = 0.97
"""The very name of a registered unit."""

OURS_BY_KIND = 0.95
"""A kind of institution that only the ministry has: Lapas, Rutan, Kantor Imigrasi."""

OURS_FORMER = 0.9
"""The ministry of law and human rights as a whole or one of its regional offices, from before the division."""

OURS_BY_TAIL = 0.85
"""A party of unknown kind that says it belongs to the ministry, in its own block."""

OURS_BY_BLOCK = 0.8
"""The head does not say so, but the party's block names the ministry behind it."""

OURS_LIKELY = 0.6
"""Words of the ministry's own work in a name of no known kind."""

OURS_NEAR_UNIT = 0.75
"""Only like the name of a registered unit."""

OURS_FORMER_PART = 0.7
"""Names the former ministry somewhere: perhaps a part that went to another of its successors."""

OURS_LEAST = 0.6
"""From here on a party is treated as the ministry; whatever speaks for it above is enough."""

# Class and country of a partner.

CLASS_REGISTERED = 0.96
"""As the registered partner of this very name has them."""

CLASS_REGIONAL = 0.92
"""Regional governments call themselves by few words, which nobody else uses."""

CLASS_TOLD = 0.9
"""The words of the name belong to one class."""

CLASS_LIKELY = 0.8
"""International bodies by a list of names, and states by the form of their name: lists have gaps."""

CLASS_SHARED = 0.7
"""Words that two classes share: hospitals, training centres, social insurance."""

CLASS_BY_EXCLUSION = 0.6
"""Of no class that the words of names tell: mostly a private body or person."""

HOME_IN_DOUBT = 0.7
"""That a partner is Indonesian, where the naskah is not in Indonesian alone and no name says so."""

COUNTRY_ALONE = BELOW_SURE
"""A country in the name of an institution whose class it does not tell, as of a university."""

# Domestic or foreign.

SCOPE_LEAST = 0.86
"""All partners tell their class and say the same: sure, however sure each single one is."""

SCOPE_BY_TONGUE = 0.7
"""In Indonesian alone and with no name from abroad, but the class of a partner is not known."""

SCOPE_BY_PLACE = 0.6
"""No class of a partner is known: addresses and countries above the articles, or the language, speak."""

SCOPE_BY_COUNTRY = BELOW_SURE
"""Only a country in a name speaks for foreign, or only the form of a state's name that is in no list."""

# Numbers of the parties, by their pattern.

NUMBER_OURS = 0.95
"""Whole, in a pattern of the ministry's numbers."""

NUMBER_WITH_MONTH = 0.93
"""Strokes, a Roman month or TAHUN, a year: what most partners write."""

NUMBER_WITH_YEAR = BELOW_SURE
"""Strokes and a year without a month: a part may be missing, and nothing shows a figure that was misread."""

NUMBER_LOOSE = 0.75
"""Parted by strokes, dots or dashes, in no known pattern."""

NUMBER_ONE_OR_I = 0.75
"""`DJ1` may be `DJI`: only a person can tell."""

NUMBER_BARE = 0.55
"""Figures without any parts: a year or a page may be taken for it."""

NUMBER_OPEN = 0.4
"""Its serial was left for the pen, or was written and not read."""

NUMBER_BY_CODE = 0.8
"""Not in the order of the parties: it went to another one by the code in it."""

NUMBER_BY_PEN = 0.75
"""Its serial stood on dots, or letters of it were taken for figures: a pen wrote it."""

NUMBER_MIXED = 0.5
"""Letters among figures and figures among letters, as recognisers garble numbers."""

# Numbers of the parties, by what stands around them.

NUMBER_UNDATED = 0.86
"""No day of signing was found to compare month and year with."""

NUMBER_OTHER_MONTH = 0.8
"""Its Roman month is not the month of signing; drawn the month before, or misread."""

NUMBER_OTHER_YEAR = 0.75
"""Its year is the one before or after."""

NUMBER_YEARS_APART = 0.5
"""Its year is further off: it is the number of another naskah, or misread."""

NUMBER_UNEVEN = 0.8
"""More or fewer numbers than parties: which is whose follows from the order alone."""

NUMBER_OURS_ELSEWHERE = 0.6
"""A number in the ministry's pattern in the place of another party."""

# Days.

DAY_CHECKED = 0.95
"""Words, figures and weekday say the same."""

DAY_ONCE = 0.9
"""Said once, every letter right."""

DAY_MENDED_CHECKED = 0.87
"""A letter was mended, and a second saying agrees with the result."""

DAY_MENDED = 0.65
"""A letter was mended: `dua` and `tiga puluh satu` may differ by little more."""

DAY_DISPUTED = 0.55
"""Words, figures or weekday disagree: one of them is wrong."""

# Day and place of signing.

SIGNED_SAID_TWICE = 0.96
"""Opening and closing name the same day."""

SIGNED_ON_TWO_DAYS = 0.8
"""The sides signed on two days; this is the last, on which the naskah was complete."""

SIGNED_IN_MONTH = 0.75
"""Month and year of the opening, whose day was left open or not read."""

SIGNED_BY_DATED_LINE = 0.7
"""`Jakarta, 22 Mei 2025` at the end: the day of a letter, not always of its signature."""

SIGNED_FIRST_OF_TWO = 0.7
"""Opening and closing name two days; the opening is more often right."""

SIGNED_OTHER_OF_TWO = 0.4
"""The other day of the two: offered as a choice, never as the answer."""

PLACE_ONE = 0.9
"""One place is named."""

PLACE_FIRST = 0.86
"""The opening's place, where the closing names another."""

PLACE_DOUBTFUL = 0.7
"""The name of a building or a unit, or a town above the signatures, where letters give the sender's."""

PLACE_OTHER = 0.5
"""The other place of the two: a choice."""

# The term and its ends.

TERM_AGREES = 0.92
"""Words and figures say the same length."""

TERM_DOUBTED = 0.6
"""Only one of them was said, they differ, or the length is absurd."""

END_SAID = 0.86
"""A last day in so many words, near the term; it may be the last of something else."""

END_RECKONED = 0.9
"""Counted from start and term; never more than those two are."""

END_ELSEWHERE = 0.5
"""The term runs from an event whose day the naskah does not tell, such as an order to begin."""

END_RECKONED_BESIDE_SAID = 0.5
"""The naskah names another last day itself: a choice."""

START_SAID = 0.86
"""A day of entry into force in so many words; it may be that of a law that is cited."""

START_BY_SIGNING = 0.9
"""In force from its signing, says the naskah; never more than that day is."""

# Signers and their offices.

SIGNER_CONFIRMED = 0.93
"""The opening names them and the very name stands below the text."""

SIGNER = 0.82
"""Named in one of the two places."""

SIGNER_OTHER = 0.4
"""The name below the text where the opening tells another: a choice."""

OFFICE_CONFIRMED = 0.9
"""The office of such a signer; offices run over lines, so that an end may be missing."""

OFFICE = 0.8
"""The office of a signer that nothing confirms."""
