using Agent.Express.Understanding;
using Agent.Plugins.Baskets;
using Agent.Plugins.Vouchers;
using Agent.Wording;

namespace Agent.Express.Scripts;

internal static class VoucherScript
{
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

        List<string> codes = [.. Named(turn, listed.Value.Vouchers).Select(v => v.Code)];
        // What looks like a code is tried as one.
        if (codes.Count == 0 && Words(turn) is { } said && !said.Contains(' ', StringComparison.Ordinal) && !listed.Value.Vouchers.Any(v => Names.Covers(v.Title, said))) codes.Add(said);

        if (codes.Count == 0) await List(turn, listed.Value);
        else if (codes is [var code] && listed.Value.Vouchers.All(v => v.Code != code)) await FriendScript.Claim(turn, code, instead: () => Apply(turn, codes));
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
        return voucher.Missing is { } missing ? line + turn.Word("vouchers.missing", ("amount", turn.Amount(missing))) : line;
    }
}
