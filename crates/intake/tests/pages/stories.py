"""Stories for the test pages: written for Lagebild, all places, persons and outlets invented."""

# language, title, lede, paragraphs; a paragraph that begins with # is a subheading
STORIES = [
("de", "{town} sperrt den Hafen nach Fund von {n} Fässern", "Taucher haben vor der Mole Fässer mit unbekanntem Inhalt entdeckt. Das Amt rät, Fenster geschlossen zu halten.", [
"Die Hafenbehörde von {town} hat am {day} den gesamten Schiffsverkehr eingestellt. Taucher hatten bei Vermessungsarbeiten {n} Fässer auf dem Grund des Beckens gefunden, von denen einige undicht sind.",
"„Wir wissen noch nicht, was darin ist“, sagte Behördenleiterin {person} vor Journalisten. Proben würden im Landeslabor untersucht, mit Ergebnissen sei frühestens in zwei Tagen zu rechnen.",
"#Fähren weichen aus",
"Die Fähren zu den Inseln legen solange an der alten Mole an. Reisende müssen mit Verspätungen von bis zu einer Stunde rechnen, teilte die Reederei mit.",
"Nach Angaben der Feuerwehr besteht für Anwohner keine Gefahr. Der Umweltverband forderte dennoch, die Herkunft der Fässer rasch aufzuklären."]),
("de", "Verteidigungsminister {person} kündigt {n} neue Brückenpanzer an", "Das Kabinett will die Pioniertruppe stärken. Die Opposition nennt den Plan zu teuer.", [
"Verteidigungsminister {person} hat beim Besuch der Pioniere in {town} den Kauf von {n} Brückenpanzern angekündigt. Der Vertrag solle noch in diesem Jahr unterzeichnet werden, sagte er am {day}.",
"Die Fahrzeuge sollen Flüsse von bis zu 26 Metern Breite überwinden. Bislang verfügt die Truppe nur über ältere Modelle, deren Ersatzteile knapp sind.",
"Die Haushälterin der Opposition, {person2}, kritisierte die Kosten. Das Ministerium habe dem Ausschuss noch keine belastbaren Zahlen vorgelegt, sagte sie dem Rundfunk.",
"Ein Sprecher des Ministeriums widersprach: Die Unterlagen seien in der vergangenen Woche übergeben worden."]),
("de", "Tausende demonstrieren in {town} gegen Schließung der Klinik", "Der Träger will das Haus zum Jahresende aufgeben. Die Landrätin sucht nach einem Käufer.", [
"Rund {n}00 Menschen sind am {day} in {town} auf die Straße gegangen, um gegen die Schließung des Kreiskrankenhauses zu protestieren. Die Polizei sprach von einem friedlichen Verlauf.",
"Der Träger hatte die Schließung mit Verlusten in Millionenhöhe begründet. Betroffen wären 420 Beschäftigte und die einzige Geburtsstation im Umkreis von vierzig Kilometern.",
"Landrätin {person} versprach den Demonstrierenden, alle Möglichkeiten zu prüfen. Es gebe Gespräche mit zwei Interessenten, Namen nannte sie nicht.",
"Die Gewerkschaft rief für die kommende Woche zu einem Warnstreik auf. „Wer hier spart, spart an Menschenleben“, sagte ihr Sprecher {person2}."]),
("de", "Grenzübergang bei {town} nach Schüssen geschlossen", "Beide Seiten werfen einander vor, das Feuer eröffnet zu haben. Beobachter wollen am Ort ermitteln.", [
"Nach einem Schusswechsel ist der Grenzübergang bei {town} seit dem frühen {day} geschlossen. Nach Angaben des Grenzschutzes wurden {n} Menschen verletzt, zwei davon schwer.",
"Das Außenministerium bestellte den Botschafter des Nachbarlandes ein und verlangte eine Erklärung. Die Gegenseite wies die Vorwürfe zurück und sprach von einer Provokation.",
"#Beobachter unterwegs",
"Die internationale Beobachtermission schickte ein Team in das Gebiet. Missionschefin {person} bat beide Seiten, Bilder der Überwachungskameras zu übergeben.",
"Vor dem Übergang stauten sich am Mittag Lastwagen auf mehr als zehn Kilometern. Das Rote Kreuz verteilte Wasser und Decken an die Wartenden."]),
("de", "Stadtrat von {town} beschließt Wärmenetz mit {n} Kilometern Länge", "Die Leitungen sollen ab dem Frühjahr verlegt werden. Die Kosten trägt zur Hälfte das Land.", [
"Der Stadtrat von {town} hat am {day} mit großer Mehrheit den Bau eines Wärmenetzes beschlossen. Die Leitungen sollen auf {n} Kilometern Länge verlegt werden und 9.000 Haushalte versorgen.",
"Die Wärme kommt aus einer Flusswasserpumpe und aus dem Klärwerk. Im ersten Jahr sei mit Sperrungen in der Altstadt zu rechnen, sagte Baudezernent {person}.",
"Die Hausbesitzer werden nicht zum Anschluss verpflichtet. Der Mieterbund begrüßte den Beschluss, verlangte aber eine Obergrenze für die Preise.",
"Das Land übernimmt die Hälfte der Kosten von 84 Millionen Euro. Den Rest sollen die Stadtwerke über Kredite aufbringen."]),
("de", "Erdbeben erschüttert {town}: {n} Häuser unbewohnbar", "Das Beben der Stärke 5,1 überraschte die Menschen im Schlaf. Hilfstrupps sind unterwegs.", [
"Ein Erdbeben der Stärke 5,1 hat in der Nacht zum {day} die Region um {town} erschüttert. {n} Häuser seien nicht mehr bewohnbar, teilte der Katastrophenschutz mit.",
"Nach bisherigem Stand wurden elf Menschen leicht verletzt. Die meisten wurden von herabfallenden Ziegeln getroffen, als sie ins Freie liefen.",
"Bürgermeisterin {person} ließ in zwei Turnhallen Betten aufstellen. Die Schulen bleiben bis auf Weiteres geschlossen.",
"Seismologen rechnen mit Nachbeben. „Die Wahrscheinlichkeit eines stärkeren Stoßes ist gering, aber nicht null“, sagte {person2} vom Erdbebendienst."]),
("en", "Port of {town} reopens after {n}-day strike by crane drivers", "Workers accepted a pay deal brokered overnight, but shippers warn of delays into next month.", [
"Cargo began moving through the port of {town} again on {day} after crane drivers voted to end a {n}-day strike that had left dozens of ships waiting offshore.",
"The union said the deal includes a seven percent raise over two years and limits on night shifts. Members backed it by a margin of three to one, its secretary {person} told reporters.",
"The port authority said clearing the backlog would take until the middle of next month. Perishable goods will be handled first, followed by medical supplies.",
"Importers put their losses at about 40 million crowns. “We lost the whole citrus season,” said {person2}, who runs a wholesale market near the docks."]),
("en", "Army says it struck {n} depots near {town} as talks stall", "Envoys left the capital without a statement. Residents reported power cuts across the valley.", [
"The army said on {day} that it had struck {n} ammunition depots near {town} overnight, hours after envoys left the capital without agreeing on a ceasefire.",
"The claim could not be verified independently. Residents reached by telephone described a series of explosions shortly after midnight and said the power had been out since then.",
"A spokesman for the rebels denied that any depot had been hit and accused the army of firing at a grain store. He said four people had been hurt.",
"#Envoys to meet again",
"The special envoy, {person}, urged both sides to return to the table within a week. Diplomats said the main dispute was over who would control the bridge at {town}.",
"Aid groups said about 3,000 people had fled the valley since Friday, most of them to relatives in the south."]),
("en", "Regulator fines {town} water company {n} million over spills", "The company said it would appeal. Campaigners called the penalty long overdue.", [
"The water regulator has fined the company that serves {town} {n} million crowns for releasing untreated sewage into the river on more than two hundred days last year.",
"In a decision published on {day}, the regulator said managers had known of the faulty pumps for three years and had put off repairs to save money.",
"The chief executive, {person}, said the company accepted that it had fallen short but regarded the fine as disproportionate and would appeal.",
"Campaigners who had collected samples along the river welcomed the ruling. “The fish came back faster than the apologies,” said {person2} of the River Watch group."]),
("en", "Parliament votes to recall ambassador from {town} talks", "The motion passed by {n} votes after a heated debate over leaked letters.", [
"Parliament voted late on {day} to recall the ambassador from the {town} talks after leaked letters suggested that he had offered concessions without a mandate.",
"The motion passed by {n} votes, with several members of the governing party abstaining. The foreign minister, {person}, said she would respect the decision.",
"The ambassador has denied any wrongdoing. In a short statement he said the letters had been taken out of context and that every proposal had been cleared with the ministry.",
"Opposition leader {person2} called for an inquiry. The talks are due to resume on the fifth of next month, with or without a delegation from the capital."]),
("en", "Flood barrier at {town} holds as river reaches record level", "Some {n} families were moved to higher ground. Forecasters expect the water to fall by the weekend.", [
"The new flood barrier at {town} held on {day} as the river rose to its highest level since measurements began, sparing the old quarter from damage.",
"Emergency crews had moved {n} families to schools and church halls as a precaution. The mayor, {person}, said most would be able to return within two days.",
"Downstream, fields and two roads were under water. Farmers drove cattle to the hills before dawn, and the railway line was closed because of a landslip.",
"The weather service said the rain had passed and that the level should drop by the weekend. It lifted its highest warning shortly after noon."]),
("en", "Scientists map {n} wrecks on seabed off {town}", "The survey found merchant ships, two submarines and a barge that nobody had been looking for.", [
"A survey of the seabed off {town} has found {n} wrecks, a third of them unknown until now, scientists said on {day}.",
"The team from the maritime institute used a towed sonar over eleven weeks. Most of the ships were lost in storms, but two are submarines from the last war.",
"“The barge was the surprise,” said {person}, who led the work. “It carried bricks, stacked as neatly as on the day they were loaded.”",
"The positions will be passed to the coast guard and to fishing boats. Diving at the war graves remains forbidden.",
"A second survey, further north, is planned for the coming summer if the money can be found."]),
("fr", "À {town}, la fermeture de l’usine menace {n} emplois", "La direction évoque la baisse des commandes. Les syndicats appellent à la grève dès lundi.", [
"La direction de l’usine de {town} a annoncé {day} la fermeture du site avant l’été, une décision qui menace {n} emplois directs dans une région déjà touchée par le chômage.",
"« Nous avons cherché un repreneur pendant dix mois, sans succès », a déclaré la directrice, {person}, devant le comité d’entreprise réuni en urgence.",
"Les syndicats contestent cette version et affirment que deux offres ont été écartées sans examen. Ils appellent à la grève à partir de lundi.",
"Le maire, {person2}, a demandé à être reçu au ministère. La région promet un fonds de soutien pour les sous-traitants."]),
("fr", "Le pont de {town} rouvert après {n} semaines de travaux", "Les poids lourds restent interdits jusqu’au printemps, a précisé la préfecture.", [
"Le pont qui relie les deux rives de {town} a rouvert à la circulation {day} après {n} semaines de travaux d’urgence sur ses câbles.",
"Une fissure avait été découverte au début de l’automne lors d’un contrôle de routine. Les experts ont remplacé six câbles et renforcé le pilier central.",
"Les poids lourds devront encore faire un détour de trente kilomètres. « La sécurité passe avant tout », a souligné la préfète, {person}.",
"Les commerçants de la rive droite demandent une indemnisation. Leur chiffre d’affaires a baissé de moitié, selon leur association."]),
("es", "El gobierno envía {n} bomberos a {town} por el incendio", "El fuego avanza hacia el parque natural. Tres aldeas fueron evacuadas durante la noche.", [
"El gobierno envió el {day} a {n} bomberos a la comarca de {town}, donde un incendio forestal avanza sin control hacia el parque natural.",
"Tres aldeas fueron evacuadas durante la noche y unas ochocientas personas durmieron en polideportivos. No hay víctimas, según los servicios de emergencia.",
"El viento cambió de dirección al mediodía y complicó el trabajo de los hidroaviones. «Las próximas horas serán decisivas», dijo la consejera, {person}.",
"La fiscalía investiga si el fuego fue provocado. Un vecino aseguró haber visto dos focos al mismo tiempo."]),
("es", "La huelga de maestros de {town} entra en su día {n}", "Los sindicatos rechazan la última oferta. El ministerio pide volver a las aulas.", [
"La huelga de los maestros de {town} entró el {day} en su día {n} sin que las partes hayan logrado acercar posiciones.",
"Los sindicatos reclaman aulas más pequeñas y un aumento que compense la inflación de los dos últimos años. La oferta del ministerio cubre solo una parte.",
"La ministra, {person}, pidió a los docentes que regresen a las aulas mientras se negocia. «Los niños no pueden esperar», afirmó.",
"Las familias están divididas: una encuesta local muestra que la mitad apoya la protesta. La próxima reunión será el viernes."]),
("ru", "В городе {town} остановили завод после утечки аммиака", "Пострадали {n} человек. Власти просят жителей не открывать окна.", [
"В городе {town} в {day} остановили работу химического завода после утечки аммиака, сообщили в региональном управлении по чрезвычайным ситуациям.",
"По данным врачей, за помощью обратились {n} человек, двое находятся в тяжёлом состоянии. Причиной утечки стала неисправность клапана.",
"Губернатор {person} пообещал, что семьи пострадавших получат выплаты. Он поручил проверить все предприятия области.",
"Жителей ближайших домов просят не открывать окна до вечера. Занятия в двух школах отменены."]),
("ru", "Переговоры о судоходстве в {town} отложены на {n} дней", "Стороны не согласовали список судов. Следующая встреча пройдёт в столице.", [
"Переговоры о безопасном судоходстве, которые должны были начаться в {day} в городе {town}, отложены на {n} дней, сообщил представитель делегации.",
"По его словам, стороны не смогли согласовать список судов, которым разрешат проход. Спор идёт о танкерах под флагами третьих стран.",
"Глава делегации {person} назвал задержку технической. Эксперты считают, что за ней стоит разногласие о страховании грузов.",
"Следующая встреча пройдёт в столице при участии наблюдателей. До этого действует прежний порядок прохода."]),
("uk", "У {town} відкрили міст, зруйнований паводком", "Роботи тривали {n} місяців. Вантажівкам проїзд поки заборонено.", [
"У місті {town} у {day} відкрили міст, який торік зруйнував паводок. Відбудова тривала {n} місяців і коштувала вдвічі більше, ніж планували.",
"За словами міської голови {person}, вантажівкам проїзд поки заборонено. Обмеження знімуть після випробувань навесні.",
"Мешканці лівого берега весь цей час добиралися до центру поромом. Найважче було взимку, коли річка замерзала.",
"Уряд обіцяє відремонтувати ще чотири мости в області. Гроші на це закладено в бюджет наступного року."]),
("de", "Gericht stoppt Abschiebung von {n} Seeleuten aus {town}", "Die Richter sehen Mängel im Verfahren. Die Behörde prüft eine Beschwerde.", [
"Das Verwaltungsgericht in {town} hat am {day} die geplante Abschiebung von {n} Seeleuten gestoppt. Die Behörde habe die Männer vor ihrer Entscheidung nicht angehört, heißt es in dem Beschluss.",
"Die Seeleute waren im Sommer von ihrem Frachter gegangen, weil der Eigner ihnen seit Monaten keine Heuer gezahlt hatte. Seither leben sie in einem Seemannsheim.",
"Ihre Anwältin {person} sprach von einem wichtigen Signal. Die Ausländerbehörde teilte mit, sie prüfe eine Beschwerde.",
"Der Frachter liegt weiterhin an der Kette. Ein Gutachten schätzt seinen Wert auf weniger als die Summe der offenen Löhne."]),
]

TOWNS = {
 "de": ["Nordheim", "Altenwerder", "Krähenbruck", "Lindach", "Sankt Veit am Moor", "Oberwied"],
 "en": ["Ashport", "Kelmouth", "Dunmarrow", "Varna Bay", "Old Harrow", "Saltby"],
 "fr": ["Montcaron", "Vaubrun", "Saint-Aubry"], "es": ["Valdesol", "Puerto Ciego", "Montejar"],
 "ru": ["Верхнереченск", "Солегорск", "Приморье-3"], "uk": ["Новоріччі", "Степанівка", "Зеленогір’ї"],
}
PERSONS = {
 "de": ["Mara Lindt", "Jonas Berghold", "Ilse Kramm", "Peter Vossen", "Anja Reuth"],
 "en": ["Ann Reed", "Thomas Okoro", "Helen Marsh", "David Lisle", "Grace Penhall"],
 "fr": ["Luc Morel", "Camille Astier", "Jeanne Vidal"], "es": ["Elena Prados", "Marcos Ibarra", "Lucía Robles"],
 "ru": ["Анна Резник", "Игорь Салтанов", "Мария Белова"], "uk": ["Оксана Гнатюк", "Тарас Левченко", "Ірина Бойчук"],
}
DAYS = {
 "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag"], "en": ["Monday", "Tuesday", "Wednesday", "Thursday"],
 "fr": ["lundi", "mardi", "mercredi", "jeudi"], "es": ["lunes", "martes", "miércoles", "jueves"],
 "ru": ["понедельник", "вторник", "среду", "четверг"], "uk": ["понеділок", "вівторок", "середу", "четвер"],
}
MONTHS = {
 "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
 "en": "January February March April May June July August September October November December".split(),
 "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
 "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
 "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
 "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split(),
}
# words around articles: navigation, cookie banner, newsletter, more, share, comments, imprint
WORDS = {
 "de": dict(nav=["Politik", "Wirtschaft", "Ausland", "Kultur", "Sport", "Wetter"], cookie="Wir verwenden Cookies und ähnliche Techniken, um unser Angebot zu verbessern. Sie können der Nutzung zustimmen oder sie ablehnen.", ok="Alle akzeptieren", news="Unser Newsletter: Das Wichtigste vom Tag, jeden Abend in Ihrem Postfach.", more="Mehr zum Thema", share="Artikel teilen", comments="Kommentare", foot="Impressum · Datenschutz · AGB · Alle Rechte vorbehalten", by="Von", ad="Anzeige", cap="Blick auf die Stadt am frühen Morgen. Foto: Archiv", upd="Stand"),
 "en": dict(nav=["World", "Politics", "Business", "Culture", "Sport", "Weather"], cookie="We and our partners use cookies to store and access information on your device. You can accept or manage your choices at any time.", ok="Accept all", news="Sign up for our newsletter and get the five stories that matter every morning.", more="Read more", share="Share this article", comments="Comments", foot="About us · Contact · Terms of use · Privacy notice · All rights reserved", by="By", ad="Advertisement", cap="A view of the town in the early morning. Photograph: Archive", upd="Updated"),
 "fr": dict(nav=["International", "Politique", "Économie", "Culture", "Sport"], cookie="Avec votre accord, nous et nos partenaires utilisons des cookies pour mesurer l’audience de nos contenus.", ok="Tout accepter", news="Recevez chaque matin l’essentiel de l’actualité dans votre boîte de réception.", more="Lire aussi", share="Partager", comments="Commentaires", foot="Mentions légales · Contact · Politique de confidentialité", by="Par", ad="Publicité", cap="Vue de la ville au petit matin. Photo : archives", upd="Mis à jour"),
 "es": dict(nav=["Internacional", "España", "Economía", "Cultura", "Deportes"], cookie="Utilizamos cookies propias y de terceros para mejorar nuestros servicios. Puede aceptar o rechazar su uso.", ok="Aceptar", news="Apúntese a nuestro boletín y reciba las noticias del día.", more="Más información", share="Compartir", comments="Comentarios", foot="Aviso legal · Contacto · Política de privacidad", by="Por", ad="Publicidad", cap="Vista de la ciudad por la mañana. Foto: archivo", upd="Actualizado"),
 "ru": dict(nav=["Политика", "Экономика", "Общество", "Культура", "Спорт"], cookie="Мы используем файлы cookie, чтобы сделать сайт удобнее. Продолжая, вы соглашаетесь с их использованием.", ok="Принять", news="Подпишитесь на рассылку и получайте главные новости дня.", more="Читайте также", share="Поделиться", comments="Комментарии", foot="О редакции · Контакты · Все права защищены", by="Автор:", ad="Реклама", cap="Вид на город ранним утром. Фото: архив", upd="Обновлено"),
 "uk": dict(nav=["Політика", "Економіка", "Суспільство", "Культура", "Спорт"], cookie="Ми використовуємо файли cookie, щоб покращити роботу сайту. Ви можете погодитися або відмовитися.", ok="Погоджуюсь", news="Підпишіться на розсилку та отримуйте головні новини дня.", more="Читайте також", share="Поділитися", comments="Коментарі", foot="Про редакцію · Контакти · Усі права захищено", by="Автор:", ad="Реклама", cap="Вид на місто рано-вранці. Фото: архів", upd="Оновлено"),
}
COMMENTS = {
 "de": ["Das war doch abzusehen, seit Jahren wird davor gewarnt und niemand tut etwas.", "Danke für den sachlichen Bericht. Mich würde interessieren, was die Nachbargemeinden dazu sagen.", "Und wer bezahlt das am Ende? Natürlich wieder wir."],
 "en": ["I drove past this morning and the queue was already out to the roundabout.", "Good piece, though I would have liked to hear from the people who live there.", "Nobody will be held to account for this, as usual."],
 "fr": ["On nous avait promis le contraire il y a deux ans.", "Merci pour cet article clair."], "es": ["Siempre lo mismo, y nadie responde.", "Gracias por la información."],
 "ru": ["Об этом говорили ещё в прошлом году.", "Спасибо за подробности."], "uk": ["Про це казали ще торік.", "Дякую за подробиці."],
}
OUTLETS = {"de": ["Nordkurier am Abend", "Der Landbote", "Tagblatt Online"], "en": ["The Harbour Courier", "Daily Ledger", "Valley News"], "fr": ["Le Courrier du Port"], "es": ["El Faro Diario"], "ru": ["Речной вестник"], "uk": ["Річковий вісник"]}
