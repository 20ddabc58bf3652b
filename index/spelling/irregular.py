"""Pairs of words that no rule joins, as "one/other"."""

# Plurals that keep another stem than the singular under Snowball's English stemmer.
IRREGULAR = """
men/man women/woman children/child feet/foot teeth/tooth geese/goose mice/mouse lice/louse
wolves/wolf halves/half knives/knife wives/wife lives/life thieves/thief leaves/leaf loaves/loaf
shelves/shelf calves/calf scarves/scarf elves/elf hooves/hoof selves/self wharves/wharf
crises/crisis analyses/analysis theses/thesis hypotheses/hypothesis diagnoses/diagnosis
oases/oasis parentheses/parenthesis prognoses/prognosis emphases/emphasis synopses/synopsis
criteria/criterion phenomena/phenomenon bacteria/bacterium strata/stratum memoranda/memorandum
referenda/referendum stadia/stadium curricula/curriculum alumni/alumnus fungi/fungus cacti/cactus
nuclei/nucleus stimuli/stimulus radii/radius syllabi/syllabus larvae/larva vertebrae/vertebra
antennae/antenna formulae/formula indices/index matrices/matrix vertices/vertex appendices/appendix
codices/codex plateaux/plateau bureaux/bureau tableaux/tableau chateaux/chateau
"""

# British spellings and their American ones, beyond what `letters` rewrites by rule; they stand in VarCon
# (wordlist.aspell.net/varcon).
BRITISH = """
aeroplane/airplane aeroplanes/airplanes aluminium/aluminum cheque/check cheques/checks
draught/draft draughts/drafts draughty/drafty gaol/jail gaols/jails gaoled/jailed grey/gray greys/grays
kerb/curb kerbs/curbs mould/mold moulds/molds mouldy/moldy moult/molt plough/plow ploughs/plows
ploughed/plowed ploughing/plowing pyjamas/pajamas sceptic/skeptic sceptics/skeptics
sceptical/skeptical scepticism/skepticism smoulder/smolder smouldering/smoldering tyre/tire tyres/tires
moustache/mustache moustaches/mustaches enrol/enroll enrols/enrolls enrolment/enrollment
fulfil/fulfill fulfils/fulfills fulfilment/fulfillment instalment/installment skilful/skillful
wilful/willful jewellery/jewelry licence/license practise/practice storey/story storeys/stories
programme/program programmes/programs tonne/ton speciality/specialty whisky/whiskey
artefact/artifact artefacts/artifacts cosy/cozy sulphur/sulfur
"""
