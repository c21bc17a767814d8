"""Writes the test pages and their gold: python3 make.py (no dependencies, same output each time)."""

import html
import json
import pathlib
import random
from datetime import datetime, timedelta, timezone

from stories import COMMENTS, DAYS, MONTHS, OUTLETS, PERSONS, STORIES, TOWNS, WORDS

HERE = pathlib.Path(__file__).parent
e = html.escape


class Page:
    def __init__(self, number, story, rng):
        self.number, self.rng = number, rng
        self.lang, title, lede, paras = story
        lang = self.lang
        persons = rng.sample(PERSONS[lang], 2)
        fill = dict(town=rng.choice(TOWNS[lang]), n=rng.randint(3, 48), person=persons[0], person2=persons[1], day=rng.choice(DAYS[lang]))
        self.title, self.lede = title.format(**fill), lede.format(**fill)
        self.paras = [p.format(**fill) for p in paras]
        self.author = rng.choice([p for p in PERSONS[lang] if p not in persons])
        self.outlet = rng.choice(OUTLETS[lang])
        self.w = WORDS[lang]
        hours = 1 if lang in ("de", "fr", "es") else 2 if lang == "uk" else 3 if lang == "ru" else 0
        zone = timezone(timedelta(hours=hours))
        self.at = datetime(2026, rng.randint(1, 11), rng.randint(1, 28), rng.randint(5, 21), rng.randint(0, 59), tzinfo=zone)
        self.changed = self.at + timedelta(hours=rng.randint(1, 30))
        self.host = self.outlet.lower().replace(" ", "-") if lang not in ("ru", "uk") else "vestnik"
        self.url = f"https://www.{self.host}.example/{self.slug()}"
        self.others = [s[1].format(**fill) for s in STORIES if s[0] == lang and s[1] != title][:6] or [self.w["more"] + " 1", self.w["more"] + " 2"]
        self.gold_day = False
        self.with_lede = True
        self.charset = "utf-8"

    def slug(self):
        return f"artikel-{1000 + self.number}.html"

    def iso(self, at=None):
        return (at or self.at).isoformat()

    def long_date(self):
        d, m, y = self.at.day, MONTHS[self.lang][self.at.month - 1], self.at.year
        return {"de": f"{d}. {m} {y}", "en": f"{m} {d}, {y}", "fr": f"{d} {m} {y}", "es": f"{d} de {m} de {y}"}.get(self.lang, f"{d} {m} {y}")

    def clock(self):
        return self.at.strftime("%H:%M")

    # parts
    def body(self, p="<p>{}</p>", h="<h2>{}</h2>", between=None):
        parts = []
        for at, text in enumerate(self.paras):
            parts.append(h.format(e(text[1:])) if text.startswith("#") else p.format(e(text)))
            if between and at == 1:
                parts.append(between)
        return "\n".join(parts)

    def nav(self, item="<li><a href='/{0}'>{0}</a></li>"):
        return "".join(item.format(x) for x in self.w["nav"])

    def links(self, item="<li><a href='#'>{}</a></li>"):
        return "".join(item.format(e(x)) for x in self.others)

    def og(self, date=True):
        out = f'<meta property="og:title" content="{e(self.title)}"><meta property="og:site_name" content="{e(self.outlet)}"><meta property="og:type" content="article"><meta property="og:url" content="{self.url}"><meta property="og:description" content="{e(self.lede)}">'
        if date:
            out += f'<meta property="article:published_time" content="{self.iso()}"><meta property="article:modified_time" content="{self.iso(self.changed)}">'
        return out

    def ld(self, **more):
        data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": self.title, "datePublished": self.iso(), "dateModified": self.iso(self.changed), "author": [{"@type": "Person", "name": self.author}], "publisher": {"@type": "NewsMediaOrganization", "name": self.outlet}, "mainEntityOfPage": self.url, "inLanguage": self.lang}
        data.update(more)
        return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'

    def comments(self, item="<li class='comment'><b>{0}</b><p>{1}</p></li>"):
        return "".join(item.format(f"User{at}", e(c)) for at, c in enumerate(COMMENTS[self.lang], 1))


def broadsheet(p):
    return f"""<!DOCTYPE html>
<html lang="{p.lang}"><head><meta charset="utf-8"><title>{e(p.title)} | {e(p.outlet)}</title>
<link rel="canonical" href="{p.url}">{p.og()}{p.ld()}
<style>.x{{color:red}}</style><script>window.dataLayer=[];</script></head>
<body class="page page--article"><div id="consent"><p>{p.w['cookie']}</p><button>{p.w['ok']}</button></div>
<header class="site-header"><a href="/">{e(p.outlet)}</a><nav><ul>{p.nav()}</ul></nav></header>
<main><article class="article"><header class="article__header"><span class="kicker">{p.w['nav'][0]}</span>
<h1 class="article__title">{e(p.title)}</h1><p class="article__lead">{e(p.lede)}</p>
<div class="article__meta"><span class="byline">{p.w['by']} <a rel="author" href="/a">{e(p.author)}</a></span>
<time datetime="{p.iso()}">{p.long_date()}, {p.clock()}</time></div></header>
<figure><img src="a.jpg" alt=""><figcaption>{p.w['cap']}</figcaption></figure>
<div class="article__body">{p.body(between=f'<aside class="ad"><span>{p.w["ad"]}</span></aside>')}</div>
<footer class="article__footer"><ul class="share"><li><a href="#">{p.w['share']}</a></li><li><a href="#">E-Mail</a></li></ul></footer></article>
<aside class="related"><h3>{p.w['more']}</h3><ul>{p.links()}</ul></aside></main>
<footer class="site-footer"><p>{p.w['foot']}</p></footer></body></html>"""


def div_soup(p):
    return f"""<!doctype html><html lang="{p.lang}"><head><meta charset=utf-8><title>{e(p.title)} - {e(p.outlet)}</title>{p.og()}</head><body>
<div class="c-1a"><div class="c-2b"><a href="/">{e(p.outlet)}</a>{p.nav("<div class='c-nv'><a href='/{0}'>{0}</a></div>")}</div></div>
<div class="c-3c"><div class="c-4d"><h1 class="hl-9">{e(p.title)}</h1><div class="dt-3">{p.at.strftime('%d.%m.%Y')} - {p.clock()}</div>
<div class="tz-1"><strong>{e(p.lede)}</strong></div><div class="art-txt">
{p.body(between=f'<div class="teaser-box"><a href="#"><div class="tb-k">{p.w["more"]}</div><div class="tb-h">{e(p.others[0])}</div></a></div>')}
</div><div class="soc"><a href="#">Facebook</a> <a href="#">WhatsApp</a> <a href="#">{p.w['share']}</a></div></div>
<div class="c-5e"><div class="box"><div class="box-h">{p.w['more']}</div>{p.links("<div class='box-i'><a href='#'>{}</a></div>")}</div></div></div>
<div class="c-6f">{p.w['foot']}</div></body></html>"""


def broadcaster(p):
    p.gold_day = True
    return f"""<!DOCTYPE html><html lang="{p.lang}"><head><meta charset="utf-8"><title>{e(p.title)} | {e(p.outlet)}</title><meta name="description" content="{e(p.lede)}"></head><body>
<div class="skiplinks"><a href="#content">Content</a></div><div class="header"><ul class="mainnav">{p.nav()}</ul></div>
<div id="content" class="content-wrapper"><div class="seitenkopf"><h1><span class="seitenkopf__topline">{p.w['nav'][1]}</span> <span class="seitenkopf__headline">{e(p.title)}</span></h1></div>
<div class="metatextline">{p.w['upd']}: {p.at.strftime('%d.%m.%Y')} {p.clock()}</div>
<p class="textabsatz columns twelve"><strong>{e(p.lede)}</strong></p>
{p.body('<p class="textabsatz columns twelve m-ten">{}</p>', '<h2 class="meldung__subhead">{}</h2>', '<div class="teaser-absatz"><div class="video"><button>Video</button></div></div>')}
<div class="sharing"><h3>{p.w['share']}</h3></div>
<div class="teasers"><h2>{p.w['more']}</h2>{p.links('<div class="teaser"><a href="#"><span class="teaser__headline">{}</span></a></div>')}</div></div>
<div class="footer"><ul><li>{p.w['foot']}</li></ul></div></body></html>"""


def wordpress(p):
    return f"""<!DOCTYPE html><html lang="{p.lang}"><head><meta charset="UTF-8"><title>{e(p.title)} &#8211; {e(p.outlet)}</title><meta name="generator" content="WordPress 6.6"><link rel="canonical" href="{p.url}"></head>
<body class="post-template single single-post"><div id="page" class="site"><header id="masthead"><p class="site-title"><a href="/">{e(p.outlet)}</a></p><nav id="site-navigation"><ul id="menu">{p.nav()}</ul></nav></header>
<div id="primary" class="content-area"><main id="main"><article id="post-{p.number}" class="post type-post hentry"><header class="entry-header"><h1 class="entry-title">{e(p.title)}</h1>
<div class="entry-meta"><span class="posted-on"><a href="#"><time class="entry-date published" datetime="{p.iso()}">{p.long_date()}</time></a></span> <span class="byline"><span class="author vcard"><a class="url fn n" href="#">{e(p.author)}</a></span></span></div></header>
<div class="entry-content"><p class="intro">{e(p.lede)}</p>{p.body()}<div class="sharedaddy"><h3>{p.w['share']}</h3><ul><li><a href="#">Mastodon</a></li></ul></div></div>
<footer class="entry-footer"><span class="cat-links"><a href="#">{p.w['nav'][0]}</a></span></footer></article>
<div id="comments" class="comments-area"><h2 class="comments-title">3 {p.w['comments']}</h2><ol class="comment-list">{p.comments()}</ol></div></main></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>{p.w['more']}</h2><ul>{p.links()}</ul></section></aside><footer id="colophon">{p.w['foot']}</footer></div></body></html>"""


def nextjs(p):
    state = json.dumps({"props": {"pageProps": {"article": {"id": p.number, "title": p.title, "tags": p.w["nav"]}}}}, ensure_ascii=False)
    return f"""<!DOCTYPE html><html lang="{p.lang}"><head><meta charSet="utf-8"/><title>{e(p.title)}</title>{p.ld()}<meta name="next-head-count" content="9"/></head><body><div id="__next"><div data-testid="masthead"><a href="/">{e(p.outlet)}</a><nav data-testid="nav">{p.nav("<a href='/{0}'><span>{0}</span></a>")}</nav></div>
<main id="main-content"><article><div data-component="headline-block" class="sc-1 kLmN"><h1 id="main-heading" tabindex="-1">{e(p.title)}</h1></div><div data-component="byline-block"><div data-testid="byline-name">{e(p.author)}</div><div><time data-testid="timestamp" dateTime="{p.iso()}">{p.long_date()}</time></div></div>
<div data-component="text-block" class="sc-2 xYz"><p class="sc-3"><b>{e(p.lede)}</b></p></div>{p.body('<div data-component="text-block" class="sc-2 xYz"><p class="sc-3">{}</p></div>', '<div data-component="subheadline-block"><h2>{}</h2></div>', f'<div data-component="links-block"><p>{p.w["more"]}:</p><ul>{p.links()}</ul></div>')}</article>
<div data-component="topic-list"><h2>{p.w['more']}</h2><ul>{p.links()}</ul></div></main><footer data-testid="footer"><p>{p.w['foot']}</p></footer></div><script id="__NEXT_DATA__" type="application/json">{state}</script></body></html>"""


def ministry(p):
    p.gold_day = True
    return f"""<!DOCTYPE html><html lang="{p.lang}"><head><meta charset="utf-8"><title>{e(p.title)}</title><meta name="DC.date" content="{p.at.date()}"><link rel="canonical" href="/{p.slug()}"></head><body>
<div class="l-header"><div class="logo">{e(p.outlet)}</div><ul class="breadcrumb"><li><a href="/">Start</a></li><li><a href="/p">{p.w['nav'][0]}</a></li></ul></div>
<div class="l-content"><div class="pressrelease"><h1>{e(p.title)}</h1><dl class="docinfo"><dt>Nr.</dt><dd>{p.number}/2026</dd><dt>Datum</dt><dd class="date">{p.long_date()}</dd></dl>
<div class="abstract"><p>{e(p.lede)}</p></div><div class="text">{p.body()}</div></div></div>
<div class="l-aside"><h2>{p.w['more']}</h2><ul>{p.links()}</ul><p>Tel. 0000 123456</p></div><div class="l-footer"><ul>{p.nav()}</ul><p>{p.w['foot']}</p></div></body></html>"""


def old_table(p):
    p.gold_day = True
    p.charset = "windows-1252"
    paras = "<br><br>\n".join(e(x.lstrip("#")) if not x.startswith("#") else f"<b>{e(x[1:])}</b>" for x in p.paras)
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252"><TITLE>{e(p.title)}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF">
<TABLE WIDTH="900" BORDER="0"><TR><TD COLSPAN="3"><FONT SIZE="5">{e(p.outlet)}</FONT></TD></TR>
<TR><TD WIDTH="150" VALIGN="top">{p.nav("<A HREF='/{0}'>{0}</A><BR>")}</TD>
<TD WIDTH="550" VALIGN="top"><H1>{e(p.title)}</H1><FONT SIZE="2">{p.long_date()}</FONT><P><B>{e(p.lede)}</B></P><P>{paras}</P></TD>
<TD WIDTH="200" VALIGN="top"><B>{p.w['more']}</B><BR>{p.links("<A HREF='#'>{}</A><BR>")}</TD></TR>
<TR><TD COLSPAN="3"><FONT SIZE="1">{p.w['foot']}</FONT></TD></TR></TABLE></BODY></HTML>"""


def amp(p):
    return f"""<!doctype html><html amp lang="{p.lang}"><head><meta charset="utf-8"><script async src="https://cdn.example/v0.js"></script><title>{e(p.title)}</title><link rel="canonical" href="{p.url}">{p.ld()}<style amp-custom>p{{margin:0}}</style></head><body>
<amp-sidebar id="s" layout="nodisplay"><ul>{p.nav()}</ul></amp-sidebar><header class="h"><button on="tap:s.toggle">☰</button><a href="/">{e(p.outlet)}</a></header>
<amp-consent id="c"><div><p>{p.w['cookie']}</p></div></amp-consent><main><article><h1>{e(p.title)}</h1><h2 class="deck">{e(p.lede)}</h2><p class="by">{p.w['by']} {e(p.author)}</p>
<amp-img src="a.jpg" width="4" height="3"></amp-img>{p.body(between='<amp-ad width="300" height="250" type="x"></amp-ad>')}</article>
<section class="recs"><h3>{p.w['more']}</h3>{p.links("<a class='rec' href='#'>{}</a>")}</section></main><footer><small>{p.w['foot']}</small></footer></body></html>"""


def agency(p):
    p.with_lede = False
    stamp = f"{p.long_date()} {p.clock()} " + {1: "CET", 0: "GMT", 2: "EET", 3: "MSK"}[int(p.at.utcoffset().total_seconds() // 3600)]
    body = p.body().replace("\n", "")
    return f"""<!DOCTYPE html><html lang="{p.lang}"><head><meta charset="utf-8"><title>{e(p.title)} - {e(p.outlet)}</title></head><body><div class="top"><a href="/">{e(p.outlet)}</a>{p.nav("<a href='/{0}'>{0}</a> ")}</div><div class="story"><h1>{e(p.title)}</h1><div class="story-date">{stamp}</div><div class="story-text">{body}</div><div class="story-tags">{p.nav("<a href='/t/{0}'>#{0}</a> ")}</div></div><div class="latest"><h4>{p.w['more']}</h4>{p.links("<p><a href='#'>{}</a></p>")}</div><div class="bottom">{p.w['foot']}</div></body></html>"""


def longread(p):
    quote = f'<aside class="pullquote"><blockquote>{e(p.paras[0].split(". ")[0])}.</blockquote></aside>'
    return f"""<!DOCTYPE html><html lang="{p.lang}"><head><meta charset="utf-8"><title>{e(p.title)} — {e(p.outlet)}</title>{p.og()}<meta name="author" content="{e(p.author)}"></head><body>
<div class="progress"></div><header><a class="logo" href="/">{e(p.outlet)}</a></header><article class="longread"><section class="cover"><picture><source srcset="a.webp"><img src="a.jpg" alt=""></picture><h1>{e(p.title)}</h1><p class="standfirst">{e(p.lede)}</p><p class="credits">{p.w['by']} {e(p.author)}</p></section>
<section class="chapter">{p.body(between='<figure class="wide"><img src="b.jpg"><figcaption>' + p.w['cap'] + '</figcaption></figure>')}</section></article>
<section class="newsletter"><h3>Newsletter</h3><p>{p.w['news']}</p><form><input type="email"><button>OK</button></form></section><footer>{p.w['foot']}</footer></body></html>"""


def microdata(p):
    return f"""<!DOCTYPE html><html lang="{p.lang}"><head><meta charset="utf-8"><title>{e(p.title)}</title><meta name="twitter:title" content="{e(p.title)}"></head><body><div class="wrap"><div class="hdr"><a href="/">{e(p.outlet)}</a><ul>{p.nav()}</ul></div>
<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{e(p.title)}</h1><div class="info"><span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{e(p.author)}</span></span><meta itemprop="datePublished" content="{p.iso()}"><meta itemprop="dateModified" content="{p.iso(p.changed)}"></div>
<div itemprop="description" class="lead"><p>{e(p.lede)}</p></div><div itemprop="articleBody">{p.body(between=f'<div class="newsletter-inline"><p>{p.w["news"]}</p></div>')}</div></div>
<div class="sidebar"><h3>{p.w['more']}</h3><ul>{p.links()}</ul></div><div class="ftr">{p.w['foot']}</div></div></body></html>"""


def print_variant(p):
    p.gold_day = True
    return f"""<!DOCTYPE html><html lang="{p.lang}"><head><meta charset="utf-8"><title>{e(p.title)}</title><meta name="robots" content="noindex"><link rel="canonical" href="{p.url}"><meta name="date" content="{p.at.date()}"></head><body onload="window.print()"><p>{e(p.outlet)}</p><hr><h1>{e(p.title)}</h1><p><i>{e(p.lede)}</i></p>{p.body(h='<h3>{}</h3>')}<hr><p>URL: {p.url}</p><p>© {e(p.outlet)} 2026</p></body></html>"""


def portal(p):
    p.charset = "windows-1251" if p.lang in ("ru", "uk") else "utf-8"
    return f"""<!DOCTYPE html><html lang="{p.lang}" prefix="og: http://ogp.me/ns#"><head><meta http-equiv="content-type" content="text/html; charset={p.charset}"><title>{e(p.title)} :: {e(p.outlet)}</title>{p.og()}</head><body><div class="layout"><div class="layout__top"><div class="menu">{p.nav("<a class='menu__item' href='/{0}'>{0}</a>")}</div></div>
<div class="layout__article"><div class="article__date">{p.at.strftime('%d.%m.%Y')}, {p.clock()}</div><h1 class="article__title">{e(p.title)}</h1><div class="article__announce">{e(p.lede)}</div><div class="article__text">{p.body('<div class="article__block"><p>{}</p></div>', '<h3>{}</h3>', f'<div class="article__inject"><a href="#">{e(p.others[0])}</a></div>')}</div><div class="article__author">{p.w['by']} {e(p.author)}</div></div>
<div class="layout__side"><div class="side__title">{p.w['more']}</div>{p.links("<div class='side__item'><a href='#'>{}</a><span>12:40</span></div>")}</div><div class="layout__bottom">{p.w['foot']}</div></div></body></html>"""


def unclosed(p):
    body = "\n".join(f"<h2>{e(x[1:])}</h2>" if x.startswith("#") else f"<p>{e(x)}" for x in p.paras)
    return f"""<!doctype html>
<meta charset=utf-8><title>{e(p.title)}</title><meta property=article:published_time content={p.iso()}><meta name=author content="{e(p.author)}">
<nav><a href=/>{e(p.outlet)}</a>{p.nav("<a href=/{0}>{0}</a>")}</nav>
<main><h1>{e(p.title)}</h1>
<p class=lead>{e(p.lede)}
{body}
</main>
<footer><p>{p.w['foot']}</footer>"""


def busy(p):
    many = "".join(p.comments("<div class='c'><div class='c-u'>{0}</div><div class='c-t'><p>{1}</p></div></div>") for _ in range(4))
    return f"""<!DOCTYPE html><html lang="{p.lang}"><head><meta charset="utf-8"><title>{e(p.title)} | {e(p.outlet)}</title><script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": p.outlet}, {"@type": "BreadcrumbList", "itemListElement": []}, {"@type": ["NewsArticle", "Article"], "headline": p.title, "datePublished": p.iso(), "author": {"name": p.author}, "publisher": {"name": p.outlet}}]})}</script></head><body>
<div class="cmp-overlay" role="dialog"><h2>Cookies</h2><p>{p.w['cookie']}</p><button>{p.w['ok']}</button></div><div class="ticker"><ul>{p.links()}</ul></div>
<div class="grid"><div class="col-8"><div class="headline"><h1>{e(p.title)}</h1></div><div class="summary"><p>{e(p.lede)}</p></div><div class="ad-slot">{p.w['ad']}</div><div class="rich-text">{p.body(between=f'<p class="read-more"><strong>{p.w["more"]}: </strong><a href="#">{e(p.others[0])}</a></p>')}</div>
<div class="comments" id="comments"><h3>{p.w['comments']}</h3>{many}</div></div><div class="col-4"><h3>{p.w['more']}</h3>{p.links("<div class='card'><a href='#'><h4>{}</h4></a><time datetime='2026-11-24T06:00:00Z'>24.11.</time></div>")}</div></div><div class="legal">{p.w['foot']}</div></body></html>"""


TEMPLATES = [broadsheet, div_soup, broadcaster, wordpress, nextjs, ministry, old_table, amp, agency, longread, microdata, print_variant, portal, unclosed, busy]


def main():
    for old in list(HERE.glob("*.html")) + list(HERE.glob("gold.jsonl")):
        old.unlink()
    rng = random.Random(20261124)
    gold = []
    for number in range(60):
        template = TEMPLATES[number % len(TEMPLATES)]
        story = STORIES[(number * 7 + number // len(TEMPLATES)) % len(STORIES)]
        if template is old_table:
            story = [s for s in STORIES if s[0] in ("de", "en", "fr", "es")][number % 15]
        if template is portal:
            story = [s for s in STORIES if s[0] in ("ru", "uk")][number // 15 % 3]
        page = Page(number, story, rng)
        text = template(page)
        name = f"{number:02}-{template.__name__}-{page.lang}.html"
        (HERE / name).write_bytes(text.encode(page.charset, "xmlcharrefreplace"))
        paras = ([page.lede] if page.with_lede else []) + [x.lstrip("#") for x in page.paras]
        published = page.at.date().isoformat() if page.gold_day else page.at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        gold.append({"page": name, "template": template.__name__, "language": page.lang, "title": page.title, "published": published, "text": "\n\n".join(paras)})
    (HERE / "gold.jsonl").write_text("".join(json.dumps(g, ensure_ascii=False) + "\n" for g in gold))


main()
