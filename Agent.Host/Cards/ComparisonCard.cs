using System.Globalization;
using Agent.Host.Terminal;
using Agent.Plugins;
using Agent.Plugins.Pricing;

namespace Agent.Host.Cards;

/// <summary>What the basket costs on each platform, best first, and why each stands where it stands.</summary>
internal static class ComparisonCard
{
    private const int Between = 2;

    public static Card Draw(Comparison comparison, Words words, int width)
    {
        var card = new Card(words["compare.title"], width);
        var rows = comparison.Ranked.Select((quote, i) => Row(quote, i, words)).ToArray();
        string[] heads = ["", words["compare.platform"], words["compare.items"], words["compare.fees"], words["compare.vouchers"], words["compare.total"], words["compare.time"]];
        var widths = Enumerable.Range(0, heads.Length).Select(i => rows.Select(r => TextWidth.Of(r[i])).Append(TextWidth.Of(heads[i])).Max()).ToArray();
        widths[0] = 1;
        widths[1] = Math.Max(4, Math.Min(widths[1], width - widths.Where((_, i) => i != 1).Sum() - ((heads.Length - 1) * Between)));
        // What is left over parts the names from the figures, so that the figures end at the frame.
        widths[1] += Math.Max(0, width - widths.Sum() - ((heads.Length - 1) * Between));

        if (rows.Length > 0) card.Add(Cells(heads, widths, first: false, head: true));
        for (var i = 0; i < rows.Length; i++)
        {
            card.Add(Cells(rows[i], widths, first: i == 0, head: false));
            card.Text(Why(comparison.Ranked[i].Why, words), 1 + Between, i == 0 ? Tone.Good : Tone.Dim);
        }

        foreach (var other in comparison.Others)
        {
            card.Add(new Span(TextWidth.PadRight("–", 1 + Between) + PlainText.Line(other.PlatformName), Tone.Dim));
            card.Text(WhyNot(other.Refusal, words), 1 + Between, Tone.Dim);
        }

        return card;
    }

    private static string[] Row(ComparedQuote compared, int index, Words words) =>
    [
        (index + 1).ToString(CultureInfo.InvariantCulture),
        PlainText.Line(compared.Quote.PlatformName),
        words.Amount(compared.Quote.Subtotal),
        words.Amount(compared.Quote.FeeTotal),
        words.Off(compared.Quote.DiscountTotal),
        words.Amount(compared.Quote.Total),
        words.Minutes(compared.Minutes),
    ];

    private static Span[] Cells(string[] cells, int[] widths, bool first, bool head)
    {
        var spans = new Span[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var text = i < 2 ? TextWidth.PadRight(TextWidth.Cut(cells[i], widths[i]), widths[i]) : TextWidth.PadLeft(cells[i], widths[i]);
            var tone = head ? Tone.Dim : first && i is 1 or 5 ? Tone.Strong : Tone.Plain;
            spans[i] = new Span(i == cells.Length - 1 ? text : text + new string(' ', Between), tone);
        }

        return spans;
    }

    private static string Why(Why why, Words words)
    {
        var key = "why." + Words.Key(why.Code);
        var amount = why.Amount is { } a ? words.Amount(a) : "";
        var minutes = why.Minutes is { } m ? words.Minutes(m) : "";
        var text = words.Say(key, ("amount", amount), ("minutes", minutes));
        return why.Causes.Count == 0
            ? text
            : words.Say("why.because", ("what", text), ("causes", string.Join(words["list.comma"], why.Causes.Select(c => words.Say("cause." + Words.Key(c.Part), ("amount", words.Amount(c.Amount)))))));
    }

    private static string WhyNot(Refusal refusal, Words words)
    {
        var key = "not." + Words.Key(refusal.Code);
        return words.Say(
            words.Book.Has(key) ? key : "not.other",
            ("subject", refusal.Subject is { } subject ? PlainText.Line(subject) : ""),
            ("amount", refusal.Amount is { } amount ? words.Amount(amount) : ""),
            ("at", refusal.At is { } at ? words.Clock(at) : "")).Trim();
    }
}
