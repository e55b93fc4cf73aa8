using Agent.Express.Understanding;
using Agent.Plugins.Baskets;
using Agent.Plugins.Payments;
using Agent.Plugins.Vouchers;
using Agent.Wording;

namespace Agent.Express.Scripts;

internal static class VoucherScript
{
    private const int MostPast = 3;

    public static async Task List(ExpressTurn turn)
    {
        var listed = await turn.Call<VoucherList>("list_vouchers");
        if (!listed.Ok)
        {
            turn.Refuse(listed.Refusal);
            return;
        }

        if (listed.Value.Vouchers.Count == 0) turn.Say("vouchers.none");
        else turn.Say("vouchers.are");
        foreach (var voucher in listed.Value.Vouchers) turn.SayText("\n– " + Line(turn, voucher));
        foreach (var past in listed.Value.Past.Take(MostPast)) turn.SayText("\n– " + Line(turn, past));
        if (listed.Value.Unreachable.Count > 0) turn.SayText("\n" + turn.Word("search.unreachable", ("platforms", Phrases.And(listed.Value.Unreachable, turn.Language))));
        turn.SayText("\n" + turn.Word("vouchers.next"));
    }

    /// <param name="codes">Null for the best, empty for none.</param>
    public static async Task Apply(ExpressTurn turn, IReadOnlyList<string>? codes)
    {
        var applied = await turn.Call<VoucherChoice>("apply_vouchers", ("codes", codes));
        if (!applied.Ok)
        {
            turn.Refuse(applied.Refusal);
            return;
        }

        if (codes is null) turn.Say("vouchers.best");
        else if (codes.Count == 0) turn.Say("vouchers.off");
        else turn.Say("vouchers.these", ("titles", Phrases.And(applied.Value.Titles, turn.Language)));
        var viewed = await turn.Call<BasketView>("view_basket");
        if (viewed.Ok && viewed.Value.Lines.Count > 0) await QuoteScript.Quote(turn, viewed.Value);
    }

    /// <summary>A code or a title that the person names; a code that is not in the purse is tried as it is.</summary>
    public static async Task Use(ExpressTurn turn)
    {
        var listed = await turn.Call<VoucherList>("list_vouchers");
        if (!listed.Ok)
        {
            turn.Refuse(listed.Refusal);
            return;
        }

        var text = turn.Utterance.Text;
        // One that counts no more is tried as well, so that the person reads why.
        List<string> codes = [.. Named(turn, listed.Value.Vouchers).Select(v => v.Code), .. listed.Value.Past.Where(v => Folding.Mentions(text, v.Code)).Select(v => v.Code)];
        // What looks like a code is tried as one.
        if (codes.Count == 0 && Words(turn) is { } said && !said.Contains(' ', StringComparison.Ordinal) && !listed.Value.Vouchers.Any(v => Names.Covers(v.Title, said))) codes.Add(said);
        if (codes.Count == 0) await List(turn, listed.Value);
        else if (codes is [var code] && listed.Value.Vouchers.All(v => v.Code != code) && listed.Value.Past.All(v => v.Code != code)) await FriendScript.Claim(turn, code, instead: () => Apply(turn, codes));
        else await Apply(turn, codes);
    }

    /// <summary>Those that the message names by code or title, or the one that its words name a part of: "the free order voucher".</summary>
    public static IReadOnlyList<ShownVoucher> Named(ExpressTurn turn, IReadOnlyList<ShownVoucher> vouchers)
    {
        var text = turn.Utterance.Text;
        ShownVoucher[] named = [.. vouchers.Where(v => Folding.Mentions(text, v.Code) || Folding.Mentions(text, v.Title))];
        if (named.Length > 0 || Words(turn) is not { } said) return named;
        ShownVoucher[] titled = [.. vouchers.Where(v => Names.Covers(v.Title, said))];
        return titled.Length == 1 ? titled : [];
    }

    private static string? Words(ExpressTurn turn) => turn.Utterance.Wishes.FirstOrDefault(w => w.FullWords.Length > 0)?.FullWords;

    /// <summary>How the discounts of what was priced last came about.</summary>
    public static Task Explain(ExpressTurn turn)
    {
        var quote = (turn.State.Withdrawn as PaymentAsked)?.Quote ?? (turn.State.Comparison is { Ranked: [var first, ..] } ? first.Quote : null);
        if (quote is null)
        {
            turn.Say("savings.nothing");
            return Task.CompletedTask;
        }

        if (quote.Discounts.Count == 0) turn.Say("savings.none", ("platform", quote.PlatformName));
        else turn.Say("savings.are", ("platform", quote.PlatformName), ("amount", turn.Amount(quote.DiscountTotal)));
        foreach (var discount in quote.Discounts)
        {
            var line = discount.How is { } how ? turn.Word("savings.line", ("title", discount.Title), ("how", turn.How(how)), ("amount", turn.Amount(discount.Amount))) : turn.Word("savings.line_plain", ("title", discount.Title), ("amount", turn.Amount(discount.Amount)));
            turn.SayText("\n" + line);
        }

        turn.SayText("\n" + turn.Word("savings.next"));
        return Task.CompletedTask;
    }

    private static Task List(ExpressTurn turn, VoucherList list)
    {
        turn.Say("vouchers.which");
        foreach (var voucher in list.Vouchers) turn.SayText("\n– " + Line(turn, voucher));
        return Task.CompletedTask;
    }

    public static string Day(ExpressTurn turn, DateTimeOffset day) => day.Year == turn.State.Now.Year ? Phrases.Day(day, turn.Language) : Phrases.DayAndYear(day, turn.Language);

    private static string Line(ExpressTurn turn, ShownVoucher voucher)
    {
        var line = turn.Word(voucher.PlatformName is null ? "vouchers.line" : "vouchers.line_platform", ("title", voucher.Title), ("code", voucher.Code), ("platform", voucher.PlatformName), ("day", Day(turn, Explanation.Local(turn, voucher.ValidUntil.AddTicks(-1)))));
        if (voucher.Missing is { } missing) return line + turn.Word("vouchers.missing", ("amount", turn.Amount(missing)));
        if (voucher.Bar is not { } bar) return line;
        var key = "vouchers.bar." + Explanation.Snake(bar.Code);
        return turn.HasWord(key) ? line + turn.Word(key, ("time", bar.At is { } at ? Phrases.Clock(Explanation.Local(turn, at)) : ""), ("methods", Phrases.Or(bar.Choices, turn.Language))) : line;
    }

    private static string Line(ExpressTurn turn, PastVoucher past)
    {
        // The end of validity is the first moment after it: the day before is the last.
        var last = past is { Reason: PastReason.Expired, At: { } end } ? end.AddTicks(-1) : past.At;
        var day = last is { } at ? Day(turn, Explanation.Local(turn, at)) : "";
        var why = past.Voided is { } reason ? turn.Word("vouchers.void." + Explanation.Snake(reason)) : "";
        return turn.Word("vouchers.past." + Explanation.Snake(past.Reason), ("title", past.Title), ("code", past.Code), ("day", day), ("why", why));
    }
}
