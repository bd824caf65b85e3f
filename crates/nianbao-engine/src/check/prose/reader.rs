//! Reads the sentences of a paragraph one after the other and gives each count the cells that it speaks of.
//!
//! A count is read only where every word between what names it and the number is understood; what is left over, such
//! as the subject of requests or another organ's name, makes it a part of something, and nothing is claimed of it.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::super::facts::{Claim, Facts, Sentence};
use super::joint::{self, Said};
use super::line::Line;
use super::numeral::{Numeral, Unit};
use super::phrases::{Named, Wordings, without_brackets};
use super::scope::{self, Scope};
use super::span::{Span, Time};
use super::vocabulary::{ABOUT_DISCLOSURE, CHANGE, DISPUTE, NO_REQUEST, PUBLISHED, RECEIVED, REQUEST, YEARS};
use super::{denial, disclosure, disputes, requests};
use crate::words::Words;

/// What a paragraph is about so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Requests,
    Disputes,
    Other,
}

/// What the sentences so far have said that later counts rest on.
#[derive(Clone, Debug)]
pub(super) struct Context<'f> {
    pub(super) topic: Topic,
    /// What its heading and the whole of it are about, whatever the last sentence turned to.
    pub(super) of_paragraph: Topic,
    /// Whether disputes, if they are the topic, are said to be about the disclosure of information.
    pub(super) is_about_disclosure: bool,
    /// The year spoken of, less the year reported on.
    pub(super) year: i32,
    /// The stretch of time spoken of, where that is not a year.
    pub(super) time: Time,
    /// The groups of disputes named last.
    pub(super) disputes: Vec<&'static str>,
    /// Whether they are counted otherwise than part four counts them: filed, heard, tried for others.
    pub(super) is_other_dispute: bool,
    /// The document or decision of part two named last in this sentence, and the words that made it.
    pub(super) document: Option<&'f str>,
    pub(super) making: Option<&'static str>,
    /// What the counts of this sentence speak of, in order; nothing where nothing is claimed of one.
    pub(super) said: Vec<Option<Said>>,
}

/// The words around one number.
pub(super) struct Around<'l> {
    /// Since the last comma.
    pub(super) local: Cow<'l, str>,
    /// Since the last number, or the last semicolon.
    pub(super) whole: Cow<'l, str>,
    /// Up to the next comma or number.
    pub(super) tail: &'l str,
    /// Whether a semicolon stands between the last number and this one.
    pub(super) begins_anew: bool,
    /// What carry a year beside the number names: requests carried out of the year before, or into the year after.
    pub(super) carried: Option<Carried>,
}

/// Which end of the year a named year makes of a carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    Brought,
    Forward,
}

/// Words that a number counts something of another kind with.
static OTHERS: Words = Words::of_all(&[&NO_REQUEST, &PUBLISHED]);

/// What a number counts, before the report's scope is looked at.
#[derive(Debug)]
pub(super) struct Count {
    pub(super) code: &'static str,
    pub(super) readings: Vec<Vec<String>>,
    pub(super) is_sure: bool,
}

/// Everything that does not change while a report is read.
pub(super) struct Reader<'f, 'a> {
    pub(super) facts: &'f Facts<'a>,
    outcomes: Option<&'f Wordings>,
    applicants: Option<&'f Wordings>,
    documents: Option<&'f Wordings>,
}

impl<'f, 'a> Reader<'f, 'a> {
    pub(super) fn new(facts: &'f Facts<'a>) -> Self {
        let form_of = |table: &str| {
            let edition = &facts.report().tables.get(table)?.edition;
            Some(facts.forms.iter().find(|form| form.edition == *edition).unwrap_or(facts.form))
        };
        let of_requests = form_of("requests").map(|form| facts.editions.phrases(form));
        let of_disclosure = form_of("disclosure").map(|form| facts.editions.phrases(form));
        Reader {
            facts,
            outcomes: of_requests.map(|phrases| &phrases.outcomes),
            applicants: of_requests.map(|phrases| &phrases.applicants),
            documents: of_disclosure.map(|phrases| &phrases.documents),
        }
    }

    /// The outcomes of requests that a text names, in order.
    pub(super) fn outcomes(&self, text: &str) -> Vec<Named<'f>> {
        self.outcomes.map(|wordings| wordings.named_in(text)).unwrap_or_default()
    }

    /// The applicants that it names.
    pub(super) fn applicants(&self, text: &str) -> Vec<Named<'f>> {
        self.applicants.map(|wordings| wordings.named_in(text)).unwrap_or_default()
    }

    /// The kinds of documents and decisions of part two that it names.
    pub(super) fn documents(&self, text: &str) -> Vec<Named<'f>> {
        self.documents.map(|wordings| wordings.named_in(text)).unwrap_or_default()
    }

    /// All claims of the report's sentences.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        let mut passage = None;
        let mut context = self.context(None);
        for (index, sentence) in self.facts.sentences().iter().enumerate() {
            if passage != Some(sentence.passage) {
                passage = Some(sentence.passage);
                context = self.context(Some(sentence));
            }
            if sentence.is_of_the_year {
                self.read(index, &mut context, &mut claims);
            }
        }
        claims
    }

    /// What a paragraph is about before its first word: its part and sub-heading say it.
    fn context(&self, sentence: Option<&Sentence<'_>>) -> Context<'f> {
        let heading = sentence.and_then(|sentence| {
            let before = self.facts.passages()[..sentence.passage].iter().rev();
            let mut of_part = before.take_while(|passage| passage.part == sentence.part);
            of_part.find(|passage| passage.is_heading).map(|passage| passage.text)
        });
        let part = sentence.and_then(|sentence| sentence.part);
        let table = |id: &str| part.is_some() && self.facts.form.part_of_table(id) == part;
        let named = |words: &Words| heading.is_some_and(|heading| words.is_in(heading));
        let topic = if table("requests") || named(&REQUEST) {
            Topic::Requests
        } else if table("disputes") || named(&DISPUTE) {
            Topic::Disputes
        } else {
            Topic::Other
        };
        let is_about_disclosure = table("disputes") || topic == Topic::Disputes;
        Context {
            topic,
            of_paragraph: topic,
            is_about_disclosure,
            year: 0,
            time: Time::default(),
            disputes: Vec::new(),
            is_other_dispute: false,
            document: None,
            making: None,
            said: Vec::new(),
        }
    }

    fn read(&self, index: usize, context: &mut Context<'f>, claims: &mut Vec<Claim>) {
        let line = &self.facts.lines()[index];
        context.document = None;
        context.making = None;
        context.is_other_dispute = false;
        context.time = context.time.at_next_sentence();
        context.said.clear();
        let mut of_all = Vec::new();
        let mut from = 0;
        let may_count_attributes = ATTRIBUTES.is_in(&line.text);
        for (position, numeral) in line.numerals.iter().enumerate() {
            if matches!(numeral.unit, Unit::Year | Unit::Nothing) {
                continue;
            }
            let around = self.around(line, from, position, context);
            let begins_anew = REQUEST.is_in(&around.local) && RECEIVED.is_in(&around.local);
            context.time.note(&line.text[from..numeral.start], self.facts.report().year, begins_anew);
            if may_count_attributes && counts_attributes(&line.text, numeral) {
                from = numeral.end;
                continue;
            }
            self.note_topic(&around.whole, context);
            self.note_topic(around.tail, context);
            self.note_other(&around, context);
            let mut count = self.count(line, numeral, &around, context);
            let received = count.as_mut().filter(|count| count.code == "N01");
            if let Some(count) = received.filter(|_| requests::includes_brought(&line.text[numeral.end..])) {
                count.readings.extend(requests::at_hand(self).into_iter().flat_map(|count| count.readings));
            }
            let count = count.or_else(|| self.joint(line, position, &around, context));
            joint::note(line, numeral, count.as_ref(), context);
            if let Some(count) = count {
                let so = joint::all_ended_so(self, line, numeral, &count);
                of_all.extend(so.and_then(|count| self.claim(index, line, numeral, count)));
                claims.extend(self.claim(index, line, numeral, count));
            }
            from = numeral.end;
        }
        claims.extend(of_all);
        self.note_year(line, from, line.text.len(), context);
        context.time.note(&line.text[from..], self.facts.report().year, false);
        self.note_topic(&line.text[from..], context);
        if context.year == 0 {
            claims.extend(denial::claims(self, index, line, context));
        }
    }

    fn count(
        &self,
        line: &Line<'_>,
        numeral: &Numeral,
        around: &Around<'_>,
        context: &mut Context<'f>,
    ) -> Option<Count> {
        if numeral.is_approximate || CHANGE.is_in(&around.local) {
            return None;
        }
        let span = context.time.span();
        let is_of_the_year = context.year == 0 && !matches!(span, Some(Span::Longer | Span::Shorter));
        if let Unit::Money(_) = numeral.unit {
            let charges = disclosure::charges(self, around).filter(|_| is_of_the_year);
            return charges.map(|count| Count { is_sure: count.is_sure && span != Some(Span::Unsure), ..count });
        }
        if !matches!(numeral.unit, Unit::Count(_) | Unit::Missing) {
            return None;
        }
        let carry = around.carried.is_some();
        if context.year != 0 && !carry {
            return None;
        }
        if !is_of_the_year && context.year == 0 {
            // What is in force is so at the end, whenever it was made.
            let is_in_force = |count: &Count| count.readings.iter().flatten().all(|id| id.ends_with(".in_force"));
            let document = disclosure::count(self, numeral, around, context).filter(is_in_force);
            return document.filter(|count| span == Some(Span::Longer) && !count.readings.is_empty());
        }
        // Order matters: a reconsideration may be received, a rule be made public, and an answer be a refusal.
        let read = disputes::count(self, line, around, context)
            .or_else(|| disclosure::count(self, numeral, around, context))
            .or_else(|| requests::count(self, around, context));
        let read = read.filter(|count| !count.readings.is_empty())?;
        Some(Count { is_sure: read.is_sure && span != Some(Span::Unsure), ..read })
    }

    /// A count that rests on those before it, where they are the year's.
    fn joint(&self, line: &Line<'_>, position: usize, around: &Around<'_>, context: &Context<'_>) -> Option<Count> {
        let is_of_the_year = context.year == 0 && matches!(context.time.span(), None | Some(Span::Year));
        let count = joint::count(self, line, position, around, context).filter(|_| is_of_the_year)?;
        (!count.readings.is_empty() && !CHANGE.is_in(around.tail)).then_some(count)
    }

    /// The claim of a count; where the text speaks of more or fewer organs than the tables may, another rule judges it.
    pub(super) fn claim(&self, sentence: usize, line: &Line<'_>, numeral: &Numeral, count: Count) -> Option<Claim> {
        let value = match numeral.unit {
            Unit::Money(Some(scale)) => (numeral.value / Decimal::from(10_000)).round_dp(scale),
            Unit::Money(None) => (numeral.value / Decimal::from(10_000)).normalize(),
            _ => numeral.value,
        };
        let printed = line.printed(numeral.start, numeral.end).to_owned();
        let scope = scope::scope(self.facts.report(), line, numeral.start);
        let code = match (count.code, scope) {
            (_, Scope::Other) => "N15",
            ("N01", Scope::Own) if value.is_zero() => "N09",
            (code, Scope::Own) => code,
        };
        let is_sure = count.is_sure && scope == Scope::Own;
        Some(Claim { code, sentence, printed, value, readings: count.readings, is_sure })
    }

    /// The words around a number; notes the year that they speak of.
    fn around<'l>(&self, line: &'l Line<'_>, from: usize, position: usize, context: &mut Context<'f>) -> Around<'l> {
        let numeral = &line.numerals[position];
        let carried = self.note_year(line, from, numeral.start, context);
        let lead = &line.text[from..numeral.start];
        let whole = lead.rfind('；').map_or(lead, |at| &lead[at + '；'.len_utf8()..]);
        let whole = without_brackets(whole);
        let local = match &whole {
            Cow::Borrowed(whole) => Cow::Borrowed(since_comma(whole)),
            Cow::Owned(whole) => Cow::Owned(since_comma(whole).to_owned()),
        };
        let next = line.numerals[position + 1..].iter().find(|next| !matches!(next.unit, Unit::Year | Unit::Nothing));
        let rest = &line.text[numeral.end..next.map_or(line.text.len(), |next| next.start)];
        let tail = rest.split(['，', ',', '；', '。', '、', '(', ')']).next().unwrap_or(rest);
        Around { local, whole, tail, begins_anew: lead.contains('；'), carried }
    }

    /// Follows the years that a stretch of text names; one that stands with 结转 names a carry instead.
    fn note_year(&self, line: &Line<'_>, from: usize, to: usize, context: &mut Context<'_>) -> Option<Carried> {
        let stretch = &line.text[from..to];
        if !stretch.contains('年') {
            return None;
        }
        let mut carried = None;
        let mut last: Option<(usize, i32)> = None;
        for (start, end) in YEARS.places(stretch) {
            let year = match &stretch[start..end] {
                "上年" | "上一年" | "去年" | "往年" => -1,
                "前年" => -2,
                _ => 0,
            };
            last = last.max(Some((from + start, year)));
        }
        let own = self.facts.report().year;
        let inside = line.numerals.iter().filter(|numeral| numeral.unit == Unit::Year);
        for numeral in inside.filter(|numeral| numeral.start >= from && numeral.end <= to) {
            let year = own.map_or(0, |own| i32::try_from(numeral.value.trunc().mantissa()).unwrap_or(own) - own);
            last = last.max(Some((numeral.start, year)));
        }
        let (at, year) = last?;
        let word_end = at + line.text[at..].chars().take_while(|c| c.is_ascii_digit()).count();
        let after = line.text[word_end..to].trim_start_matches(['上', '一', '去', '前', '往', '年', '度', '末', '底']);
        let before = &line.text[from..at];
        let carry_before =
            ["结转", "结转至", "结转到", "结转入", "转至", "转到", "转入", "顺延至", "延至", "转结至", "留待"];
        if year == -1 && ["结转", "转办", "转入", "遗留", "未办结", "留转"].iter().any(|word| after.starts_with(word))
        {
            carried = Some(Carried::Brought);
        } else if carry_before.iter().any(|word| before.ends_with(word)) {
            carried = match year {
                1 => Some(Carried::Forward),
                -1 => Some(Carried::Brought),
                _ => None,
            };
        } else if !before.ends_with(['较', '比', '与', '和', '从', '自'])
            && !before.ends_with("截至")
            && !before.ends_with("相较")
        {
            context.year = year;
        }
        // 3件结转至2025年继续办理，其中1件: the year is of the count before the comma.
        carried.filter(|_| !line.text[word_end..to].contains(['，', '；']))
    }

    /// Follows what the text is about.
    fn note_topic(&self, text: &str, context: &mut Context<'_>) {
        if DISPUTE.is_in(text) {
            let was_about = context.topic != Topic::Other && context.is_about_disclosure;
            context.is_about_disclosure = ABOUT_DISCLOSURE.is_in(text) || was_about || context.topic == Topic::Requests;
            context.topic = Topic::Disputes;
            context.of_paragraph = Topic::Disputes;
        } else if REQUEST.is_in(text) {
            context.topic = Topic::Requests;
            context.of_paragraph = Topic::Requests;
            context.is_about_disclosure = true;
        }
    }

    /// Notes that a number counts something of another kind; what else the sentence counts is then of that kind, too.
    fn note_other(&self, around: &Around<'_>, context: &mut Context<'_>) {
        let near: [&str; 2] = [&around.local, around.tail];
        if !near.iter().any(|text| OTHERS.is_in(text)) {
            return;
        }
        let is_explicit = near.iter().any(|text| REQUEST.is_in(text) || !self.outcomes(text).is_empty());
        if !is_explicit && !near.iter().any(|text| DISPUTE.is_in(text)) {
            context.topic = Topic::Other;
            context.is_about_disclosure = false;
        }
    }
}

/// The last clause of what stands before a number.
fn since_comma(whole: &str) -> &str {
    // 予以公开：3件 has its words before the colon.
    let named = whole.trim_end_matches('：');
    let comma = named.rfind(['，', ',', '：', '(', ')']);
    let local = comma.map_or(named, |at| named[at..].trim_start_matches(|c| "，,：()".contains(c)));
    local.trim_start_matches('、')
}

const ATTRIBUTE: &str = "属性";
/// What sentences have that count documents by whether they may be published.
static ATTRIBUTES: Words = Words::new(&[ATTRIBUTE, "公文", "发文"]);

/// Whether a number counts documents by whether they may be published, and no requests: 公文属性为不予公开的10件.
fn counts_attributes(text: &str, numeral: &Numeral) -> bool {
    let start = text[..numeral.start].rfind('；').map_or(0, |at| at + '；'.len_utf8());
    let end = text[numeral.end..].find('；').map_or(text.len(), |at| numeral.end + at);
    let names_request = |text: &str| text.replace("依申请", "").contains("申请");
    let lead = &text[start..numeral.start];
    if let Some(at) = lead.rfind(ATTRIBUTE) {
        return !names_request(&lead[at..]);
    }
    let says_so = || text[numeral.end..end].contains(ATTRIBUTE) || lead.contains("公文") || lead.contains("发文");
    text[start..end].contains("主动公开") && says_so() && !names_request(&text[start..end])
}
