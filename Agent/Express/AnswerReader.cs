using Agent.Conversations;
using Agent.Express.Scripts;
using Agent.Express.Understanding;

namespace Agent.Express;

/// <summary>Whether a message answers the open question: by number, by name, or by a yes where there is one choice.</summary>
internal static class AnswerReader
{
    /// <returns>The wish to go on with, and the answers it now has; null where the message is a wish of its own.</returns>
    public static (Utterance Wish, Answers Answers)? Read(Utterance said, OpenQuestion? question)
    {
        if (question is null || Pending.Read(question) is not { } pending) return null;
        if (pending.Key == "address" && said.TouchesDelivery && said.Wishes.Count == 0)
            return (pending.Utterance with { Address = said.Address, Pickup = said.Pickup, Time = said.Time ?? pending.Utterance.Time, Note = said.Note ?? pending.Utterance.Note, Gift = said.Gift ?? pending.Utterance.Gift, Recipient = said.Recipient ?? pending.Utterance.Recipient, Text = said.Text }, pending.Answers);
        if (pending.Key == ProblemScript.WishQuestion && said.Redress is { } wish) return (pending.Utterance, pending.Answers.With(pending.Key, wish.ToString()));
        if (Counted(said, pending) is { } counted) return (counted, pending.Answers);
        return Chosen(said, question.Choices) is { } choice ? (Along(said, pending, chosen: true), pending.Answers.With(pending.Key, choice.Id)) : null;
    }

    /// <summary>"A large hot one" says not yet which, but how.</summary>
    /// <returns>The same question, which goes on with what was said; null where nothing was said of its items.</returns>
    public static OpenQuestion? Describe(Utterance said, OpenQuestion? question)
    {
        if (question is null || Pending.Read(question) is not { } pending || ItemOf(pending) is null) return null;
        if (said is not { Intent: Intent.Order, Unclear: false, Partly: false, Wishes: [{ Kind: WishKind.Add, Words.Length: 0, Reference: null or "it" or "part", Ordinal: null } wish] }) return null;
        if (wish.Choices.Count + wish.Loose.Count + wish.Without.Count == 0) return null;
        return question with { Resume = Pending.Write(pending with { Utterance = Along(said, pending, chosen: false) }) };
    }

    /// <summary>The wish whose item is asked for; null where something else is.</summary>
    private static int? ItemOf(Pending pending) =>
        pending.Key.StartsWith("item:", StringComparison.Ordinal) && int.TryParse(pending.Key.AsSpan("item:".Length), System.Globalization.CultureInfo.InvariantCulture, out var number) && number < pending.Utterance.Wishes.Count ? number : null;

    /// <summary>The wish that the question is about, with what the answer says beside it: "the second one, large, to the office".</summary>
    private static Utterance Along(Utterance said, Pending pending, bool chosen)
    {
        var asked = pending.Utterance;
        var wish = asked with
        {
            Text = said.Text,
            Address = said.Pickup ? null : said.Address ?? asked.Address,
            Pickup = said.Pickup || (asked.Pickup && said.Address is null),
            Time = said.Time ?? asked.Time,
            Note = said.Note ?? asked.Note,
            Gift = said.Gift ?? asked.Gift,
            Recipient = said.Recipient ?? asked.Recipient,
            Prefer = said.Prefer ?? asked.Prefer,
            Method = said.Method ?? asked.Method,
        };
        if (ItemOf(pending) is not { } number || said.Wishes is not [{ Kind: WishKind.Add, Words.Length: 0 } more] || (chosen && said.Ordinal is null)) return wish;
        var before = asked.Wishes[number];
        var with = before with
        {
            Quantity = more.Quantity is > 1 ? more.Quantity : before.Quantity ?? more.Quantity,
            Choices = [.. before.Choices, .. more.Choices.Concat(more.Loose).Except(before.Choices)],
            Without = [.. before.Without, .. more.Without.Except(before.Without)],
        };
        return wish with { Wishes = [.. asked.Wishes.Select((w, i) => i == number ? with : w)] };
    }

    /// <summary>The item to a count, "three of what?", and the count to an item, "how many?".</summary>
    private static Utterance? Counted(Utterance said, Pending pending)
    {
        if (pending.Key == "what" && said is { Intent: Intent.Mention or Intent.Order or Intent.Search, Wishes: [{ FullWords.Length: > 0, Kind: WishKind.Add } named] })
            return said with { Intent = Intent.Order, Wishes = [named with { Quantity = named.Quantity ?? pending.Utterance.Wishes[0].Quantity }] };
        if (!pending.Key.StartsWith("count:", StringComparison.Ordinal) || said.Wishes is not [{ Quantity: { } count, FullWords.Length: 0, Reference: null, Ordinal: null }] || said.Partly) return null;
        var wish = int.Parse(pending.Key.AsSpan("count:".Length), System.Globalization.CultureInfo.InvariantCulture);
        return pending.Utterance with { Wishes = [.. pending.Utterance.Wishes.Select((w, i) => i == wish ? w with { Quantity = count } : w)] };
    }

    private static QuestionChoice? Chosen(Utterance said, IReadOnlyList<QuestionChoice> choices)
    {
        if (choices.Count == 0) return null;
        if (said.Intent == Intent.Yes) return choices.Count == 1 ? choices[0] : null;
        if (said.Intent is Intent.No or Intent.Empty) return null;
        if (Number(said) is { } number) return number == -1 ? choices[^1] : number >= 1 && number <= choices.Count ? choices[number - 1] : null;

        // Who says more than a name has a wish of his own.
        if (said.TouchesDelivery || said.Prefer is not null || said.Wishes.Count > 1 || said.Wishes.Any(w => w.Quantity is not null || w.Choices.Count > 0 || w.Without.Count > 0)) return Only(choices, c => Same(c.Label, said.Text));

        // A name: exactly one choice that is named, or that the words name a part of.
        return Only(choices, c => Same(c.Label, said.Text))
            ?? Only(choices, c => Folding.Mentions(said.Text, c.Label))
            ?? Only(choices, c => said.Text.Length <= 60 && said.Intent is Intent.Mention or Intent.Order or Intent.Deliver or Intent.Choose or Intent.Clear && Folding.Mentions(c.Label, Core(said)));
    }

    private static int? Number(Utterance said) => said.Intent switch
    {
        Intent.Point => said.Ordinal ?? (said.Wishes is [{ Quantity: { } count }] && count is > 0 and < 100 ? (int)count : null),
        Intent.Choose or Intent.Order or Intent.Deliver when said.Ordinal is not null && said.Wishes.All(w => w.Kind == WishKind.Add) => said.Ordinal,
        _ => null,
    };

    private static string Core(Utterance said) => said.Wishes is [{ FullWords.Length: > 0 } wish] ? wish.FullWords : said.Text;

    private static bool Same(string left, string right) => string.Equals(Folding.Fold(left).Trim(), Folding.Fold(right).Trim(), StringComparison.Ordinal);

    private static QuestionChoice? Only(IReadOnlyList<QuestionChoice> choices, Func<QuestionChoice, bool> fits)
    {
        QuestionChoice? found = null;
        foreach (var choice in choices)
        {
            if (!fits(choice)) continue;
            if (found is not null) return null;
            found = choice;
        }

        return found;
    }
}
