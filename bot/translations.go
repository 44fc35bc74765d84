package bot

import "maps"

// Translations returns a text of [Commands], or one of [LabelQuestion], [LabelPublic],
// [OptionQuestion], [OptionPublic] and [LabelAnswerThis], in other languages, by their ISO
// 639 codes: for menus that a platform shows in a person's language. The names of commands
// are not translated, because answers and disclaimers name them; what is behind a menu is
// English, and /ask says so.
func Translations(text string) map[string]string { return maps.Clone(translations[text]) }

var translations = map[string]map[string]string{
	"ask a question: write it behind the command": {
		"de": "eine Frage stellen, auf Englisch: auch die Antworten sind englisch",
		"es": "hacer una pregunta, en inglés: las respuestas también están en inglés",
		"fr": "poser une question, en anglais : les réponses aussi sont en anglais",
		"it": "fare una domanda, in inglese: anche le risposte sono in inglese",
		"nl": "een vraag stellen, in het Engels: ook de antwoorden zijn in het Engels",
		"pt": "fazer uma pergunta, em inglês: as respostas também são em inglês",
	},
	"what I have answers about": {
		"de": "worüber ich Antworten habe",
		"es": "los temas sobre los que tengo respuestas",
		"fr": "les sujets sur lesquels j'ai des réponses",
		"it": "gli argomenti su cui ho risposte",
		"nl": "waarover ik antwoorden heb",
		"pt": "os temas sobre os quais tenho respostas",
	},
	"how to ask": {
		"de": "wie man fragt",
		"es": "cómo preguntar",
		"fr": "comment poser une question",
		"it": "come fare una domanda",
		"nl": "hoe je een vraag stelt",
		"pt": "como perguntar",
	},
	"who helps when somebody is in danger": {
		"de": "wer hilft, wenn jemand in Gefahr ist",
		"es": "quién ayuda cuando alguien está en peligro",
		"fr": "qui peut aider quand quelqu'un est en danger",
		"it": "chi aiuta quando qualcuno è in pericolo",
		"nl": "wie helpt als iemand in gevaar is",
		"pt": "quem ajuda quando alguém está em perigo",
	},
	"what becomes of what you write": {
		"de": "was mit dem geschieht, was du schreibst",
		"es": "qué pasa con lo que escribes",
		"fr": "ce que devient ce que vous écrivez",
		"it": "che cosa succede a quello che scrivi",
		"nl": "wat er gebeurt met wat je schrijft",
		"pt": "o que acontece com o que você escreve",
	},
	"where the answers come from": {
		"de": "woher die Antworten kommen",
		"es": "de dónde vienen las respuestas",
		"fr": "d'où viennent les réponses",
		"it": "da dove vengono le risposte",
		"nl": "waar de antwoorden vandaan komen",
		"pt": "de onde vêm as respostas",
	},
	"which program and which answers these are": {
		"de": "die Version des Programms und der Antworten",
		"es": "la versión del programa y de las respuestas",
		"fr": "la version du programme et des réponses",
		"it": "la versione del programma e delle risposte",
		"nl": "de versie van het programma en van de antwoorden",
		"pt": "a versão do programa e das respostas",
	},
	OptionQuestion: {
		"de": "frage",
		"es": "pregunta",
		"fr": "question",
		"it": "domanda",
		"nl": "vraag",
		"pt": "pergunta",
	},
	OptionPublic: {
		"de": "öffentlich",
		"es": "público",
		"fr": "public",
		"it": "pubblico",
		"nl": "openbaar",
		"pt": "público",
	},
	LabelQuestion: {
		"de": "deine Frage, in deinen eigenen Worten, auf Englisch",
		"es": "tu pregunta, con tus propias palabras, en inglés",
		"fr": "votre question, avec vos propres mots, en anglais",
		"it": "la tua domanda, con parole tue, in inglese",
		"nl": "je vraag, in je eigen woorden, in het Engels",
		"pt": "sua pergunta, com suas próprias palavras, em inglês",
	},
	LabelPublic: {
		"de": "die Antwort allen hier zeigen",
		"es": "mostrar la respuesta a todas las personas de aquí",
		"fr": "montrer la réponse à tout le monde ici",
		"it": "mostrare la risposta a tutti qui",
		"nl": "het antwoord aan iedereen hier laten zien",
		"pt": "mostrar a resposta a todos aqui",
	},
	LabelAnswerThis: {
		"de": "Darauf antworten",
		"es": "Responder a esto",
		"fr": "Répondre à ceci",
		"it": "Rispondi a questo",
		"nl": "Dit beantwoorden",
		"pt": "Responder a isto",
	},
}
