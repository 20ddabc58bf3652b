"""Words of buttons, forms and mastheads at large, not of any one site."""

# They hardly stand in a short line of a story.
STRONG = frozenset(
    """
    share shares sharing tweet retweet repost facebook twitter linkedin whatsapp telegram instagram
    pinterest reddit youtube tiktok snapchat flipboard messenger viber bluesky mastodon tumblr wechat
    weibo newsletter newsletters subscribe subscriber subscribers subscribed subscription subscriptions
    unsubscribe login logout signup register registered logged signed signing inbox advert adverts
    advertise advertising advertisement advertisements ad ads sponsored promoted comment comments
    commenting reply replies moderated moderator moderators bookmark bookmarks print printable printer
    email mail cookie cookies copyright menu navigation sitemap trending recommended related unmute mute
    fullscreen autoplay app tags tagged hashtag username password captcha breadcrumb sidebar browser
    website homepage teilen drucken kommentar kommentare anzeige werbung impressum datenschutz anmelden
    abonnieren compartir comentarios publicidad suscribirse partager commentaires publicité abonnez
    condividi commenti pubblicità شارك مشاركة تعليق تعليقات إعلان اشترك 分享 评论 广告 登录 订阅
    """.split()
)
# Buttons and forms use them, and stories do as well.
WEAK = frozenset(
    """
    top next previous prev older newer latest popular most more read reads reader readers reading see
    also like you your our us article articles story stories news post posts posted page pages section
    sections category topic topics keywords filed under home contact about careers help faq faqs terms
    privacy policy policies use conditions settings preferences accept reject manage view views show
    shows hide load loading open opens close expand collapse enlarge click tap swipe scroll here link
    links url source original continue continues full back up down toggle image images photo photos
    picture pictures gallery slideshow video videos audio watch listen play player playing follow join
    connect download android ios iphone store google save later copy copied report typo abuse error flag
    vote poll polls results survey search font text size adjust larger smaller min mins minute minutes
    sort newest oldest name required field fields enter address account profile member members
    membership become sign log out edition free trial rss feed feeds updates alerts notifications
    notification push editor editors picks choice choices miss missed skip jump accessibility mobile
    tools guidelines blog blogs donate languages language featured reserved receive legal learn jobs pin
    guest welcome forgot user users podcast podcasts content window below above send message submit
    visit online web site device discover stay explore community conversation discussion friend friends
    button thanks thank caption credit courtesy
    """.split()
)
# They tell nothing about a line.
IDLE = frozenset(
    """
    a an the of to in on at by for from with and or this that these those it its is are be as not no all
    any what's don't i my me via per one e s t x do who what we have has will can now every just may
    might could
    """.split()
)
# Weak words that are buttons when they stand alone.
ALONE = frozenset(
    "pin playing source video close play loading show hide expand next previous search image link".split()
)
# Verbs and the like that begin a call to the reader.
CALLS = frozenset(
    """
    sign subscribe follow join get read click tap download share like watch listen register log enter
    check send tell support donate stay never don't want have scan find discover see visit try become
    enjoy keep receive submit please hit swipe turn let learn browse add write email contact leave post
    take vote save thanks thank be connect start explore by
    """.split()
)
ADDRESS = frozenset("you your you'll you're yours our ours us we we'll we're".split())
# One of them stands in a heading over links.
LINKS = frozenset(
    """
    related recommended more also like read reads reader readers reading see next missed miss popular
    trending latest top most picks choice editors editor's articles stories story section news explore
    watch discover around web
    """.split()
)
# As in: Read more: A headline.
LINK_LABELS = frozenset("read see watch listen more related also next view must recommended".split())

# Wire services and outlets whose names end in none of the words below.
OUTLETS = frozenset(
    " ".join(name.split())
    for name in """
    ap|associated press|the associated press|reuters|thomson reuters|afp|agence france-presse|
    xinhua|upi|dpa|efe|agence france presse|ansa|apa|tass|interfax|ria novosti|sputnik|kyodo|jiji|
    yonhap|pti|ani|ians|antara|bernama|anadolu|irna|wam|spa|sana|ina|shafaq|rudaw|bloomberg|cnn|
    cnn business|bbc|npr|pbs|abc|cbs|nbc|msnbc|cnbc|itv|dw|deutsche welle|france 24|rfi|rt|nhk|cgtn|
    cctv|rfe/rl|voa|voice of america|al jazeera|al arabiya|politico|axios|vox|buzzfeed|huffpost|
    the economist|the atlantic|the new yorker|newsweek|forbes|the hill|the week|usa today|le monde|
    le figaro|der spiegel|die zeit|el país|la repubblica|haaretz|
    رويترز|فرانس برس|أ ف ب|أ.ف.ب|الأناضول|واس|وام|سانا|
    سبوتنيك|بي بي سي|الجزيرة|العربية|د ب أ|شينخوا|
    共同|共同通信|時事|時事通信|ロイター|新华社|新華社|路透社|法新社|中新社|美联社|연합뉴스|
    тасс|риа новости|интерфакс|рейтер
    """.split("|")
)
# Names of outlets end in one of them.
MASTHEADS = frozenset(
    """
    news times post press agency journal herald tribune guardian telegraph gazette chronicle star sun
    mirror daily radio tv television broadcasting independent observer mail globe monitor bulletin
    courier dispatch examiner inquirer ledger register reporter sentinel weekly wire magazine media
    newspaper zeitung presse anzeiger blatt kurier bote rundschau nachrichten tagblatt tageblatt allgemeine
    courrier dépêche diario periódico noticias corriere gazzetta giornale stampa jornal folha diário krant
    dagblad nieuws courant nyheter dagbladet tidning tidningen bladet avis gazeta dziennik gazetesi haber
    новости газета вестник известия правда ведомости время
    """.split()
)
# Or they begin with one of these.
FIRST_OF_MASTHEADS = frozenset(
    "radio agence agencia télé tele diario jornal folha gazeta corriere газета"
    " صحيفة جريدة وكالة إذاعة قناة".split()
)
# In scripts without blanks, and in German, they end a single word.
MASTHEAD_ENDS = (
    *(
        "新聞",
        "通信",
        "日報",
        "新報",
        "ニュース",
        "放送",
        "日报",
        "晚报",
        "早报",
        "新闻",
        "新闻网",
        "通讯社",
        "时报",
    ),
    *("時報", "晨报", "電視", "电视台", "일보", "신문", "뉴스", "방송", "통신"),
    *("zeitung", "blatt", "anzeiger", "nachrichten", "kurier", "rundschau", "bote"),
)
# Names of papers begin with an article: "Le Phare", "El Faro".
ARTICLES = frozenset("the le la les el los las il lo gli de het der die das o os l' l’".split())
# Before "news" and the like, they make the name of a section.
SECTIONS = frozenset(
    """
    local live breaking latest top more our your all us uk world national international regional
    business sport sports politics entertainment science technology tech health weather other good bad
    big fake old recent related featured today's and by for from
    """.split()
)
