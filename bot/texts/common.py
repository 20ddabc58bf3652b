"""What every area of the bot may have to say: refusals and errors."""

ENGLISH = {
    # Refusals
    "refusal.too_long": "A question can have up to {limit} characters; this one has {length}.",
    "refusal.channel": "I do not answer in this channel; those who run this server decided so.",
    "refusal.asker": "You cannot ask me here; those who run this server decided who may.",
    "refusal.server_only": "That works only in a server that I am a member of.",
    "refusal.manager": "That needs the right Manage Server, or a role that this server chose with `/settings`.",
    "refusal.configure": "That needs the right Manage Server.",
    "refusal.gone": "This answer is gone. Please ask again.",
    "refusal.form_gone": "I have restarted since you opened this form. Please open it again.",
    "refusal.withdrawn": "Source withdrawn: this article was removed or changed since.",
    "refusal.delete": "Only who asked, and moderators, can delete this.",
    "refusal.share": "You may not send messages here, so you cannot share this either.",
    "refusal.share_private": "Answers are private here, so this cannot be shared; those who run this server decided so.",
    "refusal.queue_full": "Too much is being asked of me from this server at once. Please try again in a moment.",
    "refusal.too_many_presses": "That is more than I do for one server at once. Please try again in {seconds} s.",
    "refusal.cannot_send": "I may not send messages here. `/doctor` says how to mend that.",
    # Errors
    "error.slow": "The search took too long, so I gave up. Please try again, or ask in fewer words. (error {id})",
    "error.restarting": "I am restarting. Please try again in a moment. (error {id})",
    "error.library": "I cannot read the articles at the moment. Whoever runs this bot can mend that. (error {id})",
    "error.other": "Something went wrong on my side. Please try again. (error {id})",
}

GERMAN = {
    # Refusals
    "refusal.too_long": "Eine Frage darf bis zu {limit} Zeichen haben; diese hat {length}.",
    "refusal.channel": "In diesem Kanal antworte ich nicht; das hat die Leitung dieses Servers so festgelegt.",
    "refusal.asker": "Du kannst mich hier nicht fragen; wer das darf, legt die Leitung dieses Servers fest.",
    "refusal.server_only": "Das geht nur auf einem Server, auf dem ich Mitglied bin.",
    "refusal.manager": "Dafür braucht es das Recht „Server verwalten“ oder eine Rolle, die dieser Server mit "
    "`/einstellungen` bestimmt hat.",
    "refusal.configure": "Dafür braucht es das Recht „Server verwalten“.",
    "refusal.gone": "Diese Antwort gibt es nicht mehr. Bitte frag noch einmal.",
    "refusal.form_gone": "Seit du dieses Formular geöffnet hast, habe ich neu gestartet. Bitte öffne es noch einmal.",
    "refusal.withdrawn": "Quelle zurückgezogen: Dieser Artikel wurde seither entfernt oder geändert.",
    "refusal.delete": "Das kann nur löschen, wer gefragt hat, oder die Moderation.",
    "refusal.share": "Du darfst hier keine Nachrichten senden und kannst das daher auch nicht teilen.",
    "refusal.share_private": "Antworten sind hier privat, daher lässt sich das nicht teilen; das hat die Leitung dieses "
    "Servers so festgelegt.",
    "refusal.queue_full": "Von diesem Server kommt gerade zu viel auf einmal. Bitte versuch es gleich noch einmal.",
    "refusal.too_many_presses": "Das ist mehr, als ich für einen Server auf einmal tue. Bitte versuch es in {seconds} s noch einmal.",
    "refusal.cannot_send": "Ich darf hier keine Nachrichten senden. `/doktor` sagt, wie sich das beheben lässt.",
    # Errors
    "error.slow": "Die Suche hat zu lange gedauert, daher habe ich aufgegeben. Bitte versuch es noch einmal, oder "
    "frag mit weniger Wörtern. (Fehler {id})",
    "error.restarting": "Ich starte gerade neu. Bitte versuch es gleich noch einmal. (Fehler {id})",
    "error.library": "Ich kann die Artikel gerade nicht lesen. Wer diesen Bot betreibt, kann das beheben. (Fehler {id})",
    "error.other": "Bei mir ist etwas schiefgegangen. Bitte versuch es noch einmal. (Fehler {id})",
}
