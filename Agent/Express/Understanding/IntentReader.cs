namespace Agent.Express.Understanding;

/// <summary>Which intent the acts and slots of a message add up to.</summary>
internal static class IntentReader
{
    /// <summary>Acts that stand for one intent whatever else is said, first come first.</summary>
    private static readonly (string Act, Intent Intent)[] Plain =
    [
        ("missing", Intent.MissingItem),
        ("wrong", Intent.WrongItem),
        ("share", Intent.Share),
        ("track", Intent.Track),
        ("cancel", Intent.CancelOrder),
        ("repeat", Intent.Repeat),
        ("orders", Intent.Orders),
        ("clear", Intent.Clear),
        ("wallet", Intent.Wallet),
        ("invite", Intent.Invite),
        ("transfer", Intent.Transfer),
        ("claim", Intent.Claim),
        ("savings", Intent.Savings),
        ("vouchers_none", Intent.NoVouchers),
        ("vouchers_use", Intent.UseVoucher),
        ("vouchers_best", Intent.BestVouchers),
        ("vouchers", Intent.ListVouchers),
        ("view", Intent.ViewBasket),
        ("remake", Intent.WrongItem),
        ("refund", Intent.WrongItem),
    ];

    public static Intent Of(HashSet<string> acts, WishKind[] wishes, List<Lexeme> lexemes, Slots said)
    {
        if (lexemes.TrueForAll(l => l.Kind is ConceptKind.Stop or ConceptKind.And || (l.Kind == ConceptKind.Filler && !char.IsLetterOrDigit(l.Text[0])))) return Intent.Empty;
        if (said.Speak) return Intent.Speak;
        if (said.NewAddress) return Intent.SaveAddress;
        if (acts.Contains("vouchers") && said.Gift) return Intent.Transfer;
        if (acts.Contains("vouchers") && acts.Contains("choose") && said.Items) return Intent.UseVoucher;
        foreach (var (act, intent) in Plain)
            if (acts.Contains(act)) return intent;

        if ((acts.Contains("stores") || acts.Contains("open")) && !acts.Contains("order") && !said.Count) return Intent.Stores;
        var changes = acts.Contains("add") || acts.Contains("remove") || acts.Contains("change") || acts.Contains("swap") || acts.Contains("more");
        if (acts.Contains("offtopic") && !acts.Contains("order") && !changes) return Intent.Talk;
        if (acts.Contains("search") && !changes) return said.Prefer && !said.Items && !said.Filter ? Intent.Compare : Intent.Search;
        if (acts.Contains("choose") && !changes) return Intent.Choose;
        if (changes && wishes.Length > 0) return Intent.Order;
        if (said.Items && (acts.Contains("order") || said.Delivery || said.Prefer || (said.Count && !said.Question) || said.Options || HasOption(lexemes))) return Intent.Order;
        if (acts.Contains("pay")) return Intent.Pay;
        if (acts.Contains("help") && !said.Items) return Intent.Help;
        if (acts.Contains("talk")) return Intent.Talk;
        if (acts.Contains("compare") && !said.Delivery) return Intent.Compare;
        if (said.Filter && (!acts.Contains("order") || !said.Items)) return Intent.Search;
        if (said.Delivery) return Intent.Deliver;
        if (said.Prefer) return Intent.Compare;
        if (said.Method) return Intent.Pay;
        if (acts.Contains("order") && said.Items) return Intent.Order;
        if (said.Ordinal || (wishes.Length == 1 && said.Count && !said.ForWhom && !HasMeasure(lexemes) && !said.Items && !HasOption(lexemes))) return Intent.Point;
        if (wishes.Length > 0 && !said.Items) return Intent.Order;
        if (said.Items) return Intent.Mention;
        if (said.No) return Intent.No;
        if (said.Yes) return Intent.Yes;
        return acts.Contains("order") ? Intent.Help : acts.Contains("help") ? Intent.Help : Intent.Mention;
    }

    /// <summary>三杯 is a count, 三 may be a number in a list.</summary>
    private static bool HasMeasure(List<Lexeme> lexemes) => lexemes.Exists(l => l.Kind == ConceptKind.Measure);

    private static bool HasOption(List<Lexeme> lexemes) => lexemes.Exists(l => l.Kind is ConceptKind.Option);

    internal readonly record struct Slots(bool Items, bool Count, bool Options, bool ForWhom, bool Filter, bool Delivery, bool Prefer, bool Ordinal, bool Yes, bool No, bool Speak, bool Method, bool Question, bool Gift, bool NewAddress);
}
