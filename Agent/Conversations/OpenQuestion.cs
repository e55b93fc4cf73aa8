namespace Agent.Conversations;

/// <summary>One precise question with its choices, kept so that "the second one" means something in the next turn.</summary>
/// <param name="Kind">What is asked: "item", "option", "address", "order"…</param>
/// <param name="Resume">Opaque to all but the chat client that asked: what it goes on with once it is answered.</param>
public sealed record OpenQuestion(string Kind, IReadOnlyList<QuestionChoice> Choices, string? Resume);

/// <param name="Id">An item id, choice id, address id…</param>
/// <param name="Label">As it was shown.</param>
public sealed record QuestionChoice(string Id, string Label);
