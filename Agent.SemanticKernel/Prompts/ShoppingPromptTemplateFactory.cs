using System.Diagnostics.CodeAnalysis;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using Microsoft.SemanticKernel;

namespace Agent.SemanticKernel.Prompts;

/// <summary>Handlebars templates as the agent's prompt files have them.</summary>
public sealed class ShoppingPromptTemplateFactory : IPromptTemplateFactory
{
    public const string Format = "handlebars";

    // Every name that a template may use is among its variables; a wrong one shows at once.
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });

    /// <exception cref="KernelException">The template is no Handlebars.</exception>
    public bool TryCreate(PromptTemplateConfig templateConfig, [NotNullWhen(true)] out IPromptTemplate? result)
    {
        result = null;
        if (!string.Equals(templateConfig.TemplateFormat, Format, StringComparison.OrdinalIgnoreCase)) return false;
        try
        {
            result = new ShoppingPromptTemplate(templateConfig, Engine.Compile(templateConfig.Template));
            return true;
        }
        catch (HandlebarsException e)
        {
            throw new KernelException($"The template of the prompt '{templateConfig.Name}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>A template marks its messages with tags, so what is put in is encoded: it can open no message of its own. A variable that allows dangerous content is left as it is, and so is all of a template without messages.</summary>
    private sealed class ShoppingPromptTemplate(PromptTemplateConfig config, HandlebarsTemplate<object, object> template) : IPromptTemplate
    {
        private readonly bool _encodes = config.Template.Contains("<message", StringComparison.OrdinalIgnoreCase) && !config.AllowDangerouslySetContent;

        public Task<string> RenderAsync(Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (name, value) in arguments ?? []) values[name] = PromptValue.Of(value, _encodes, kernel.Culture);
            foreach (var variable in config.InputVariables)
            {
                var value = arguments?.TryGetValue(variable.Name, out var given) == true ? given : variable.Default;
                values[variable.Name] = PromptValue.Of(value, _encodes && !variable.AllowDangerouslySetContent, kernel.Culture);
            }

            try
            {
                return Task.FromResult(template(values));
            }
            catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException)
            {
                throw new KernelException($"The prompt '{config.Name}' cannot be filled in: {e.Message}", e);
            }
        }
    }
}
