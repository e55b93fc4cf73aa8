using System.Globalization;
using Agent.Host.Terminal;
using Agent.Plugins.Pricing;

namespace Agent.Host.Cards;

/// <summary>What the basket costs on each platform, best first. Why each stands where it stands is for the reply to say.</summary>
internal static class ComparisonCard
{
    private const int Between = 2;
    private const string None = "–";

    public static Card Draw(Comparison comparison, Words words, int width)
    {
        var card = new Card(words["compare.title"], width);
        string[][] rows = [.. comparison.Ranked.Select((quote, i) => Row(quote, i, words)), .. comparison.Others.Select(Row)];
        string[] heads = ["", words["compare.platform"], words["compare.items"], words["compare.fees"], words["compare.vouchers"], words["compare.total"], words["compare.time"]];
        var widths = Enumerable.Range(0, heads.Length).Select(i => rows.Select(r => TextWidth.Of(r[i])).Append(TextWidth.Of(heads[i])).Max()).ToArray();
        widths[0] = 1;
        widths[1] = Math.Max(4, Math.Min(widths[1], width - widths.Where((_, i) => i != 1).Sum() - ((heads.Length - 1) * Between)));
        // What is left over parts the names from the figures, so that the figures end at the frame.
        widths[1] += Math.Max(0, width - widths.Sum() - ((heads.Length - 1) * Between));

        card.Add(Cells(heads, widths, _ => Tone.Dim));
        for (var i = 0; i < rows.Length; i++)
        {
            var (first, other) = (i == 0, i >= comparison.Ranked.Count);
            card.Add(Cells(rows[i], widths, column => other ? Tone.Dim : first && column is 1 or 5 ? Tone.Strong : Tone.Plain));
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

    /// <summary>A platform that gives no price.</summary>
    private static string[] Row(NotOffered other) => [None, PlainText.Line(other.PlatformName), None, None, None, None, None];

    private static Span[] Cells(string[] cells, int[] widths, Func<int, Tone> tone)
    {
        var spans = new Span[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var text = i < 2 ? TextWidth.PadRight(TextWidth.Cut(cells[i], widths[i]), widths[i]) : TextWidth.PadLeft(cells[i], widths[i]);
            spans[i] = new Span(i == cells.Length - 1 ? text : text + new string(' ', Between), tone(i));
        }

        return spans;
    }
}
